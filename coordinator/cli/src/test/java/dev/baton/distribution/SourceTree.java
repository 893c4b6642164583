package dev.baton.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tree that this build is of. */
public final class SourceTree {

  /** Where it is. */
  public static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

  private SourceTree() {}

  /** The directories of its modules, such as {@code common/api}, as its POM names them. */
  public static List<String> modules() {
    try {
      return MODULE
          .matcher(Files.readString(ROOT.resolve("pom.xml")))
          .results()
          .map(found -> found.group(1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directories of main sources. */
  public static List<Path> mainSources() {
    return modules().stream()
        .map(module -> ROOT.resolve(module).resolve("src/main/java"))
        .filter(Files::isDirectory)
        .toList();
  }

  /** The main sources. */
  public static Stream<Path> javaFiles() throws IOException {
    return mainSources().stream().flatMap(SourceTree::javaFiles);
  }

  private static Stream<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
