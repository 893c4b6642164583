package dev.baton.worker;

import dev.baton.codec.MissingClassException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Finds the classes of one job, in its jars. The worker's class path comes first. Thread-safe. */
final class JobLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private static final URL[] NONE = {};

  private final List<String> names = new CopyOnWriteArrayList<>();

  JobLoader(ClassLoader parent) {
    super("job", NONE, parent);
  }

  /**
   * Adds a jar, behind the others.
   *
   * @param name what people call it
   */
  void add(Path jar, String name) {
    try {
      addURL(jar.toUri().toURL());
      names.add(name);
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens the jars that were added: whoever replaces one of them later does not disturb the job.
   */
  void open() {
    var _ = findResource("META-INF/baton/none");
  }

  /** Whether a class is in the jars of the job. */
  boolean has(String className) {
    return findResource(className.replace('.', '/') + ".class") != null;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try {
      return super.findClass(name);
    } catch (ClassNotFoundException e) {
      MissingClassException missing = new MissingClassException(name, names);
      if (e.getCause() != null) {
        missing.initCause(e.getCause()); // a jar that cannot be read
      }
      throw missing;
    }
  }
}
