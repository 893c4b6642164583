package dev.baton.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Paths through a descriptor: they lead to a file that a process holds open, and never to another
 * one that later gets its name.
 */
public final class DescriptorPath {

  private DescriptorPath() {}

  /**
   * The path to a file that this process holds open, for this process and others of its user; valid
   * while the file is open, even after it is deleted.
   *
   * @param opened the name under which it was opened
   * @throws IOException if this process does not hold it open
   */
  public static Path of(Path opened) throws IOException {
    Path descriptors = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : all) {
        if (isOf(descriptor, opened)) {
          return descriptor;
        }
      }
    }
    throw new IOException("there is no descriptor of " + opened + " in " + descriptors);
  }

  private static boolean isOf(Path descriptor, Path opened) {
    try {
      return Files.isSameFile(descriptor, opened);
    } catch (IOException e) {
      return false; // closed in the meantime
    }
  }
}
