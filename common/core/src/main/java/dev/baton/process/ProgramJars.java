package dev.baton.process;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jars that a user names, as a class path has them. */
public final class ProgramJars {

  private ProgramJars() {}

  /**
   * The files of jars: each itself, but for a Spring Boot jar the classes and libraries in it,
   * unpacked to the user's cache directory.
   *
   * @throws EnvironmentException if one cannot be unpacked
   */
  public static List<Path> files(List<Path> jars) {
    NestedJars nested = new NestedJars(UserCache.ofThisUser());
    List<Path> files = new ArrayList<>();
    for (Path jar : jars) {
      try {
        files.addAll(nested.filesOf(jar));
      } catch (IOException e) {
        throw new EnvironmentException(jar + " cannot be unpacked: " + e.getMessage(), e);
      }
    }
    return files;
  }
}
