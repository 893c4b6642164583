package dev.baton.process;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jars that a user names, as class path entries. */
public final class ProgramJars {

  private ProgramJars() {}

  /**
   * The files of jars: each jar itself, except that a Spring Boot jar is replaced by its classes
   * and libraries, unpacked to the user's cache directory.
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
