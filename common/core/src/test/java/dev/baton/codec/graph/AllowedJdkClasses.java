package dev.baton.codec.graph;

import dev.baton.codec.AllowList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The classes of the JDK that the standard list allows, as the JDK that runs this test has them.
 */
final class AllowedJdkClasses {

  static final List<Class<?>> ALL = scan();

  private AllowedJdkClasses() {}

  private static List<Class<?>> scan() {
    return names().stream()
        .filter(
            name ->
                name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("sun."))
        .<Class<?>>mapMulti((name, sink) -> loadInto(sink, name))
        .toList();
  }

  /** The names of all classes that pass. */
  static List<String> names() {
    Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
    AllowList allowed = AllowList.standard();
    try (Stream<Path> files = Files.walk(modules)) {
      return files
          .filter(file -> file.toString().endsWith(".class") && file.getNameCount() > 3)
          .map(AllowedJdkClasses::className)
          .filter(allowed::allows)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of {@code /modules/java.base/java/lang/String.class}. */
  private static String className(Path file) {
    String path = file.subpath(2, file.getNameCount()).toString();
    return path.substring(0, path.length() - ".class".length()).replace('/', '.');
  }

  private static void loadInto(Consumer<Class<?>> sink, String name) {
    try {
      sink.accept(Class.forName(name, false, ClassLoader.getPlatformClassLoader()));
    } catch (ClassNotFoundException e) {
      return; // of a tool of the JDK, which programs do not see
    }
  }
}
