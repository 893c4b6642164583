package dev.baton.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Creates directories that only their owner can enter. */
public final class PrivateDirectory {

  private PrivateDirectory() {}

  /**
   * Creates a directory if it does not exist; the caller checks the owner of an existing one.
   *
   * @throws IOException if it cannot be created
   */
  public static void make(Path directory) throws IOException {
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // created before, or by another process
    }
  }
}
