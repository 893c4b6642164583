package dev.baton.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory for temporary files: the one in {@code java.io.tmpdir} if it differs from the JVM's
 * own default, else the one in {@code TMPDIR}, which the JVM ignores.
 */
public final class TempDirectory {

  private static final String DEFAULT = "/tmp";

  private TempDirectory() {}

  /** The directory for this process. */
  public static Path path() {
    return of(System.getProperty("java.io.tmpdir"), System.getenv("TMPDIR"));
  }

  /**
   * The directory.
   *
   * @param property the value of {@code java.io.tmpdir}
   * @param variable the value of {@code TMPDIR}; ignored if it does not name a directory
   */
  static Path of(String property, @Nullable String variable) {
    Path own = Path.of(property);
    Path given = property.equals(DEFAULT) ? directory(variable) : null;
    return given == null ? own : given;
  }

  /** The directory that a variable of the environment names; null if it names none. */
  public static @Nullable Path directory(@Nullable String variable) {
    if (variable == null || variable.isEmpty()) {
      return null;
    }
    try {
      Path path = Path.of(variable);
      return path.isAbsolute() && Files.isDirectory(path) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
