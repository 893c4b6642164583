package dev.baton.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that are to be mapped, and have their memory from the beginning. */
public final class ReservedFile {

  private static final int BLOCK = 1 << 20;

  private ReservedFile() {}

  /**
   * Makes a file of zeros that only its user can read or write. It is written, not only made long:
   * there is an exception now if there is no room, where later a touch of memory that is not there
   * would end the JVM.
   *
   * @throws IOException if there is no room, or there is such a file; nothing is left then
   */
  public static void create(Path file, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(BLOCK, bytes));
    StoreDirectory.createPrivateFile(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; ) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), left));
        left -= channel.write(zeros);
      }
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}
