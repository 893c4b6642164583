package dev.baton.worker;

import dev.baton.EnvironmentException;
import dev.baton.codec.AllowList;
import dev.baton.store.StoredJars;
import dev.baton.store.handle.TaskObjects;
import dev.baton.wire.JobJar;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The classes of a job that has jars of its own, and the objects of these classes. Not thread-safe.
 */
final class JobClasses implements AutoCloseable {

  private final StoredJars stored;
  private final JobLoader loader;
  private final TaskObjects objects;
  private int jars;

  /**
   * Creates a class loader without jars.
   *
   * @param parent finds the classes on the worker's class path
   * @param allowed the classes that any record may name; those in the job's own jars are added
   */
  JobClasses(
      StoredJars stored,
      ClassLoader parent,
      AllowList allowed,
      BiFunction<AllowList, ClassLoader, TaskObjects> objects) {
    // A cache of the JDK's would keep jars open whose resources a task reads by URL.
    URLConnection.setDefaultUseCaches("jar", false);
    this.stored = stored;
    this.loader = new JobLoader(parent);
    this.objects = objects.apply(allowed.andOwn(loader::has), loader);
  }

  /**
   * Adds jars that are not there yet.
   *
   * @param all those of the job, in the order of its class path, beginning with those it had before
   * @throws EnvironmentException if this host does not have one of them
   */
  void require(List<JobJar> all) {
    if (all.size() == jars) {
      return;
    }
    for (JobJar jar : all.subList(jars, all.size())) {
      Path file = stored.file(jar.hash());
      if (!Files.exists(file)) {
        throw new EnvironmentException(
            "This host does not have " + jar.name() + " of the job: " + file + " is not there.");
      }
      loader.add(file, jar.name());
      jars++;
    }
    loader.open();
  }

  ClassLoader loader() {
    return loader;
  }

  TaskObjects objects() {
    return objects;
  }

  /** Closes the jars. Classes that are still needed are not found any more. */
  @Override
  public void close() {
    ProgramClasses.leave(loader);
    try {
      loader.close();
    } catch (IOException e) {
      System.getLogger(JobClasses.class.getName())
          .log(System.Logger.Level.DEBUG, "A jar could not be closed", e);
    }
  }
}
