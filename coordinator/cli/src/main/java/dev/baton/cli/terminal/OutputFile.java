package dev.baton.cli.terminal;

import dev.baton.EnvironmentException;
import dev.baton.config.FileProblem;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that a command writes because its user asked for them. */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Writes a file in one step: whoever reads it sees all of it or what was there before.
   *
   * @param what what messages call it, such as "report"
   * @throws EnvironmentException naming the file
   */
  public static void write(Path file, String what, String content) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        Files.writeString(file, content); // a pipe or /dev/stderr cannot be replaced
        return;
      }
      Path target = file.toAbsolutePath();
      Path draft =
          target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
      try {
        Files.writeString(draft, content);
        move(draft, target);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot write the " + what + " " + file + ": " + FileProblem.of(e) + ".", e);
    }
  }

  private static void move(Path draft, Path target) throws IOException {
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
