package dev.baton.wire;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Makes frames that are well-formed outside and anything inside: the worst that a reader can meet.
 */
final class Garbage {

  private Garbage() {}

  static byte[] framed(WireRecord.Kind kind, byte[] body) {
    ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER_BYTES + body.length);
    frame.putShort((short) 0xBA70).put((byte) Frame.VERSION).put((byte) kind.code());
    frame.position(Frame.HEADER_BYTES).put(body);
    CRC32C crc = new CRC32C();
    crc.update(frame.array(), 2, 2);
    crc.update(body, 0, body.length);
    frame.putInt(4, (int) crc.getValue());
    return frame.array();
  }
}
