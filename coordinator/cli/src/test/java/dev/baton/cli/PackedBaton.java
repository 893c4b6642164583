package dev.baton.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The distribution that the build has made: Baton in jars, as users have it. */
public final class PackedBaton {

  private PackedBaton() {}

  /** The class path of the launcher. */
  public static String classPath() {
    return String.join(File.pathSeparator, jars(home().resolve("lib")));
  }

  /** What the launcher tells of the embedded broker. */
  public static String brokerClassPath() {
    return classPath()
        + File.pathSeparator
        + String.join(File.pathSeparator, jars(home().resolve("lib/broker")));
  }

  /** The class path of a program with a Baton, whose own classes are in a directory. */
  public static String programClassPath() {
    List<String> entries = new ArrayList<>();
    entries.add(Path.of("target", "test-classes").toAbsolutePath().toString());
    entries.add(brokerClassPath());
    return String.join(File.pathSeparator, entries);
  }

  /** Where it is. */
  public static Path home() {
    try (Stream<Path> all = Files.list(Path.of("..", "target"))) {
      return all.filter(path -> Files.isDirectory(path.resolve("lib")))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> jars(Path directory) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(Path::toString).filter(name -> name.endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
