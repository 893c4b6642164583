package dev.baton.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where this JVM looks for classes: its class path, followed by its module path as a class path. A
 * child finds all of a modular program on its class path.
 */
public final class JvmClassPath {

  private static final String MODULE_PATH = "jdk.module.path";
  private static final String MODULE_INFO = "module-info.class";

  private JvmClassPath() {}

  /**
   * The class path for a child.
   *
   * @throws UncheckedIOException if a directory of the module path cannot be listed
   */
  public static String ofThisJvm() {
    return of(System.getProperty("java.class.path", ""), System.getProperty(MODULE_PATH));
  }

  /**
   * The class path with the classes of a class path and of a module path.
   *
   * @param modulePath null if there is none
   */
  static String of(String classPath, @Nullable String modulePath) {
    if (modulePath == null || modulePath.isEmpty()) {
      return classPath;
    }
    List<String> entries = new ArrayList<>();
    if (!classPath.isEmpty()) {
      entries.add(classPath);
    }
    for (String entry : OwnJars.entries(modulePath)) {
      modules(Path.of(entry)).map(Path::toString).forEach(entries::add);
    }
    return String.join(File.pathSeparator, entries);
  }

  /** The modules in an entry of a module path: a module itself, or a directory of modules. */
  private static Stream<Path> modules(Path entry) {
    if (!Files.isDirectory(entry) || Files.exists(entry.resolve(MODULE_INFO))) {
      return Stream.of(entry);
    }
    try (Stream<Path> below = Files.list(entry)) {
      return below.filter(JvmClassPath::isModule).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("The module path cannot be read: " + entry, e);
    }
  }

  private static boolean isModule(Path file) {
    return file.toString().endsWith(".jar") || Files.exists(file.resolve(MODULE_INFO));
  }
}
