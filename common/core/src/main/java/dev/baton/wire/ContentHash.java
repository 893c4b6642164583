package dev.baton.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of some bytes, which identifies them on every host.
 *
 * <pre>
 * 4 × i64, the first the most significant
 * </pre>
 */
public record ContentHash(long first, long second, long third, long fourth) {

  static final int BYTES = 4 * Long.BYTES;

  private static final int READ_BYTES = 1 << 16;

  /** The hash of a file's contents. */
  public static ContentHash of(Path file) throws IOException {
    MessageDigest sha = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
      byte[] buffer = new byte[READ_BYTES];
      while (in.read(buffer) >= 0) {
        // the stream hashes what it reads
      }
    }
    return of(sha.digest());
  }

  private static ContentHash of(byte[] hash) {
    WireReader in = new WireReader(ByteBuffer.wrap(hash));
    return read(in);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  static ContentHash read(WireReader in) {
    return new ContentHash(in.i64(), in.i64(), in.i64(), in.i64());
  }

  void writeTo(WireWriter out) {
    out.i64(first).i64(second).i64(third).i64(fourth);
  }

  /** As 64 hexadecimal digits. */
  public String toHex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(first)
        + hex.toHexDigits(second)
        + hex.toHexDigits(third)
        + hex.toHexDigits(fourth);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
