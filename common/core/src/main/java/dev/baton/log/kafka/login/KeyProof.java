package dev.baton.log.kafka.login;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves that one side of a connection knows the key, without revealing it: an HMAC (RFC 2104) of
 * random numbers of both sides. The two sides' proofs differ, so that neither can be sent back as
 * the other.
 *
 * <p>The key must be random, and long: unlike a password that a person chose, it then need not be
 * hashed thousands of times.
 *
 * @param key the key that both sides know
 */
record KeyProof(String key) {

  /** The size of the random numbers that a side sends, in bytes. */
  static final int NONCE_BYTES = 32;

  /** The size of a proof, in bytes. */
  static final int PROOF_BYTES = 32;

  private static final String HMAC = "HmacSHA256";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The side that proves its knowledge. */
  enum Side {
    CLIENT,
    SERVER
  }

  /** Fresh random numbers. */
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

  /** Whether a proof is a side's; takes the same time however much of it is right. */
  boolean isOf(Side side, byte[] clientNonce, byte[] serverNonce, byte[] proof) {
    return MessageDigest.isEqual(of(side, clientNonce, serverNonce), proof);
  }

  /** Omits the key, which must not get into a log by accident. */
  @Override
  public String toString() {
    return "KeyProof";
  }
}
