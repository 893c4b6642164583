package dev.baton.process;

import dev.baton.EnvironmentException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The class path of a program whose classes the JVM's own class loader does not find: in an
 * application server, a Spring Boot jar, a build tool's JVM or a shell. It is assembled from where
 * the loaders look; jars within jars are unpacked.
 */
public final class LoaderClassPath {

  private static final String WORKER = "dev/baton/worker/WorkerMain.class";

  private LoaderClassPath() {}

  /**
   * The class path that a JVM needs to find Baton's classes and those that a loader finds.
   *
   * @param program the program's loader, such as a thread's context class loader
   * @return empty if this JVM's own class path is enough
   * @throws EnvironmentException if the loader of Baton's classes does not tell where they are
   */
  public static List<Path> of(@Nullable ClassLoader program) {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    ClassLoader own = LoaderClassPath.class.getClassLoader();
    NestedJars jars = new NestedJars(UserCache.ofThisUser());
    Set<Path> found = new LinkedHashSet<>();
    boolean hasBaton;
    try {
      addAll(program, jars, found);
      addAll(own, jars, found);
      hasBaton = own.equals(system) || isIn(found, jars, own);
    } catch (IOException e) {
      throw new EnvironmentException(
          "The program's jars cannot be unpacked for the workers: " + e.getMessage(), e);
    }
    if (!hasBaton) {
      throw new EnvironmentException(
          "Baton was loaded by "
              + own
              + ", a class loader that does not say where its classes are, so workers cannot be"
              + " started with them. Set it: ProcessPool.builder().classPath(…), with Baton's jars"
              + " and your own; or, if the workers of a cluster have your jars, say so:"
              + " codePolicy(CodePolicy.INSTALLED).");
    }
    if (found.isEmpty()) {
      return List.of();
    }
    found.addAll(ofThisJvm());
    return List.copyOf(found);
  }

  /**
   * The entries that JVMs with this class path search; the class path is as for {@link JvmCommand}.
   *
   * @param classPath empty for that of this JVM
   */
  public static Set<Path> entries(List<Path> classPath) {
    return new HashSet<>(classPath.isEmpty() ? ofThisJvm() : classPath);
  }

  private static List<Path> ofThisJvm() {
    return OwnJars.entries(JvmClassPath.ofThisJvm()).stream()
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .toList();
  }

  /**
   * The entry of a class path in which a class loader has found a resource.
   *
   * @return null if it is not in a file
   */
  public static @Nullable Path entryOf(URL url, String resource) {
    try {
      return new NestedJars(UserCache.ofThisUser()).fileOf(url.toString(), resource);
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Joins a class path into one word. */
  public static String word(List<Path> classPath) {
    return String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList());
  }

  /**
   * Adds the places where a loader looks, then those of its parents, up to the loader of the JVM's
   * class path.
   */
  private static void addAll(@Nullable ClassLoader first, NestedJars jars, Set<Path> found)
      throws IOException {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    for (ClassLoader loader = first;
        loader != null && !loader.equals(system) && !loader.equals(platform);
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          @Nullable Path path = jars.file(url.toString());
          if (path != null) {
            found.add(path);
          }
        }
      }
    }
  }

  private static boolean isIn(Set<Path> found, NestedJars jars, ClassLoader own)
      throws IOException {
    @Nullable URL worker = own.getResource(WORKER);
    @Nullable Path file = worker == null ? null : jars.fileOf(worker.toString(), WORKER);
    return file != null && found.contains(file);
  }
}
