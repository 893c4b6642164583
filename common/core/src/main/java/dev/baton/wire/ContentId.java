package dev.baton.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Identifies data that is copied to other hosts: the SHA-256 of a file, which is the same on every
 * host, or a number of its own for a blob, which never changes under it.
 *
 * <pre>
 * 4 × i64, the first the most significant
 * </pre>
 */
public record ContentId(long first, long second, long third, long fourth) {

  /** What it takes in a record. */
  public static final int BYTES = 4 * Long.BYTES;

  private static final int READ_BYTES = 1 << 16;

  /** The hash of a file's contents. */
  public static ContentId of(Path file) throws IOException {
    MessageDigest sha = Sha256.begin();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
      byte[] buffer = new byte[READ_BYTES];
      while (in.read(buffer) >= 0) {
        // the stream hashes what it reads
      }
    }
    return ofHash(sha.digest());
  }

  /**
   * The identity of a file that a job reads: that of its path, size and time, as reading all of it
   * to hash it may take long.
   *
   * @param path the absolute path on the coordinator's host
   * @param modifiedMs when it was last modified, in milliseconds of the epoch
   */
  public static ContentId ofInput(String path, long size, long modifiedMs) {
    String text = path + '\0' + size + '\0' + modifiedMs;
    return ofHash(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The identity of data with this SHA-256. */
  public static ContentId ofHash(byte[] hash) {
    WireReader in = new WireReader(ByteBuffer.wrap(hash));
    return read(in);
  }

  static ContentId read(WireReader in) {
    return new ContentId(in.i64(), in.i64(), in.i64(), in.i64());
  }

  void writeTo(WireWriter out) {
    out.i64(first).i64(second).i64(third).i64(fourth);
  }

  /** As 64 hexadecimal digits: usable as a file name. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(first)
        + hex.toHexDigits(second)
        + hex.toHexDigits(third)
        + hex.toHexDigits(fourth);
  }
}
