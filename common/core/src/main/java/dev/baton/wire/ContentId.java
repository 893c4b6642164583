package dev.baton.wire;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Identifies data that is copied to other hosts: the SHA-256 hash of a file, or a number of its own
 * for a blob, which never changes under it.
 */
public record ContentId(long first, long second, long third, long fourth) {

  /** What it takes in a record, which is the length of a SHA-256 hash. */
  public static final int BYTES = 4 * Long.BYTES;

  /**
   * The identity of data with this SHA-256 hash.
   *
   * @throws IllegalArgumentException if it does not have {@value #BYTES} bytes
   */
  public static ContentId ofHash(byte[] hash) {
    if (hash.length != BYTES) {
      throw new IllegalArgumentException("not a SHA-256 hash: " + hash.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(hash);
    return new ContentId(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  static ContentId read(WireReader in) {
    return new ContentId(in.i64(), in.i64(), in.i64(), in.i64());
  }

  void writeTo(WireWriter out) {
    out.i64(first).i64(second).i64(third).i64(fourth);
  }

  /** Its {@value #BYTES} bytes in hexadecimal: usable as a file name. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(first)
        + hex.toHexDigits(second)
        + hex.toHexDigits(third)
        + hex.toHexDigits(fourth);
  }
}
