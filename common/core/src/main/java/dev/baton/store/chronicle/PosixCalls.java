package dev.baton.store.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.posix.internal.PosixAPIHolder;
import net.openhft.posix.internal.noop.NoOpPosixAPI;

/**
 * What Chronicle Map needs of the operating system beside files: to reserve the memory of a file,
 * so that a full tmpfs is an exception when a map is made and not a SIGBUS later. Thread-safe.
 *
 * <p>Chronicle's own way to it, JNR, generates and loads classes for a quarter of a second of CPU
 * in every JVM that opens a map. This one calls no native code, so it needs no flag either.
 */
final class PosixCalls extends NoOpPosixAPI {

  private static final int BLOCK = 1 << 20;
  private static final int NO_SPACE = 28;

  private PosixCalls() {
    super("Baton's processes need nothing else");
  }

  /** Must be called before any other class of Chronicle is used. */
  static void install() {
    PosixAPIHolder.POSIX_API = new PosixCalls();
  }

  /**
   * Writes what is in this part of a file to it once more: then it has its memory. Chronicle asks
   * for it on Linux only, for a file that no other process knows yet: closing a second channel to
   * it gives up Chronicle's lock on it, which nobody else wants.
   *
   * @return 0, or the number of an error
   */
  @Override
  public int fallocate(int descriptor, int mode, long offset, long length) {
    ByteBuffer block = ByteBuffer.allocateDirect((int) Math.min(BLOCK, length));
    Path file = Path.of("/proc/self/fd", Integer.toString(descriptor));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (long at = offset; at < offset + length; ) {
        block.clear().limit((int) Math.min(block.capacity(), offset + length - at));
        if (channel.read(block, at) < 0) {
          return NO_SPACE; // it is not so long, which Chronicle has just made it
        }
        block.flip();
        while (block.hasRemaining()) {
          at += channel.write(block, at);
        }
      }
      return 0;
    } catch (IOException e) {
      return NO_SPACE;
    }
  }
}
