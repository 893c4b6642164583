package dev.baton.pool.medium;

import dev.baton.process.TempDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that end with the process that has them open. */
final class UnnamedFile {

  private UnnamedFile() {}

  /** Creates a file in the temp directory that has no name once it is open. */
  static FileChannel open(String prefix) throws IOException {
    Path path = Files.createTempFile(TempDirectory.path(), prefix, "");
    try {
      return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(path);
    }
  }
}
