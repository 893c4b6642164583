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
    return sealed(frame.array());
  }

  /** Puts the right checksum into a frame, whatever else is wrong with it. */
  static byte[] sealed(byte[] frame) {
    CRC32C crc = new CRC32C();
    crc.update(frame, 2, 2);
    crc.update(frame, Frame.HEADER_BYTES, frame.length - Frame.HEADER_BYTES);
    ByteBuffer.wrap(frame).putInt(4, (int) crc.getValue());
    return frame;
  }
}
