package dev.baton.log.kafka.login;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What shows that one side of a connection knows the key, without telling it: an HMAC (RFC 2104) of
 * random numbers of both sides. Each side's differs, so that neither can be sent back as the other.
 *
 * <p>The key must be random, and long: other than a password that a person chose, it need not be
 * hashed thousands of times.
 *
 * @param key what both sides know
 */
record KeyProof(String key) {

  /** What a login sends of random numbers, in bytes. */
  static final int NONCE_BYTES = 32;

  /** How long a proof is, in bytes. */
  static final int PROOF_BYTES = 32;

  private static final String HMAC = "HmacSHA256";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Which side proves something. */
  enum Side {
    CLIENT,
    SERVER
  }

  /** Numbers that nobody had before. */
  static byte[] nonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return nonce;
  }

  /** The proof of a side. */
  byte[] of(Side side, byte[] clientNonce, byte[] serverNonce) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
      mac.update((byte) side.ordinal());
      mac.update(clientNonce);
      mac.update(serverNonce);
      return mac.doFinal();
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Each JVM has " + HMAC, e);
    }
  }

  /** Whether a proof is that of a side; how long this takes does not tell how much of it is. */
  boolean isOf(Side side, byte[] clientNonce, byte[] serverNonce, byte[] proof) {
    return MessageDigest.isEqual(of(side, clientNonce, serverNonce), proof);
  }

  /** Without the key, which must not get into a log by accident. */
  @Override
  public String toString() {
    return "KeyProof";
  }
}
