package dev.baton.process;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that only their user can enter. */
public final class PrivateDirectory {

  private PrivateDirectory() {}

  /**
   * Makes a directory, if there is none; whose the one is that is there, the caller looks at.
   *
   * @throws IOException if it cannot be made
   */
  public static void make(Path directory) throws IOException {
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // made before, or by somebody else
    }
  }
}
