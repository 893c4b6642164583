package dev.baton.cli.terminal;

import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that a command writes because its user asked for them. */
public final class OutputFile {

  private OutputFile() {}

  /** An option with its file, as an argument that means the same in every folder. */
  public static String argument(String option, Path file) {
    return option + '=' + file.toAbsolutePath().normalize();
  }

  /**
   * Writes a file in one step: whoever reads it sees all of it or what was there before.
   *
   * @param what what messages call it, such as "report"
   * @throws dev.baton.EnvironmentException naming the file
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
      throw FileProblem.cannotWrite("the " + what + " " + file, e);
    }
  }

  /**
   * Sees to it early that a file can be written later.
   *
   * @param option that names the file
   * @throws UsageException if it could not be written
   */
  public static void requireWritable(Path file, String option) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException("There is no folder " + folder + " (" + option + " " + file + ").");
    }
    if (Files.isDirectory(file)) {
      throw new UsageException(file + " is a folder, not a file (" + option + ").");
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new UsageException("Cannot write " + file + " (" + option + ").");
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
