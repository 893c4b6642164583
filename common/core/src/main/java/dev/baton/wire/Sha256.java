package dev.baton.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash SHA-256. Stateless and thread-safe. */
public final class Sha256 {

  private Sha256() {}

  /** A hash of nothing yet. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }

  /** The hash of bytes. */
  public static byte[] of(byte[] bytes) {
    return begin().digest(bytes);
  }
}
