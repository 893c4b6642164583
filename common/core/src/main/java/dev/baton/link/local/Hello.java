package dev.baton.link.local;

import dev.baton.wire.Frame;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * The first frame on a connection, by which a worker identifies the coordinator.
 *
 * <pre>
 * i32 version of all layouts | i64 coordinator
 * </pre>
 */
final class Hello {

  private static final int BYTES = Integer.BYTES + Long.BYTES;

  private Hello() {}

  static byte[] of(long coordinator) {
    return ByteBuffer.allocate(BYTES).putInt(Frame.VERSION).putLong(coordinator).array();
  }

  /**
   * The coordinator in the hello; empty if it speaks another version, or the frame is not a hello.
   */
  static OptionalLong coordinator(byte[] frame) {
    ByteBuffer hello = ByteBuffer.wrap(frame);
    return frame.length == BYTES && hello.getInt() == Frame.VERSION
        ? OptionalLong.of(hello.getLong())
        : OptionalLong.empty();
  }
}
