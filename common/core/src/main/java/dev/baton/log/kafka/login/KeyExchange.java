package dev.baton.log.kafka.login;

import java.nio.ByteBuffer;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/** What client and server of the login have in common: it protects nothing but itself. */
abstract class KeyExchange {

  private boolean complete;

  /** The name in SASL. */
  public String getMechanismName() {
    return KeyLoginModule.MECHANISM;
  }

  /** Whether the login is done. */
  public boolean isComplete() {
    return complete;
  }

  /** The login is done. */
  void completed() {
    complete = true;
  }

  /** For SASL; what follows the login is not wrapped. */
  public byte[] unwrap(byte[] incoming, int offset, int length) {
    throw new IllegalStateException(getMechanismName() + " wraps nothing");
  }

  /** For SASL; what follows the login is not wrapped. */
  public byte[] wrap(byte[] outgoing, int offset, int length) {
    throw new IllegalStateException(getMechanismName() + " wraps nothing");
  }

  /** For SASL; nothing is negotiated. */
  public @Nullable Object getNegotiatedProperty(String name) {
    requireComplete();
    return null;
  }

  /** What SASL wants of what may be asked after the login only. */
  void requireComplete() {
    if (!complete) {
      throw new IllegalStateException("The login is not complete");
    }
  }

  /** For SASL; there is nothing to dispose of. */
  public void dispose() {}

  /** What is sent together. */
  static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  /** What a side says that breaks the rules. */
  static SaslException malformed(String side) {
    return new SaslException("A " + side + " sent what is no part of the login.");
  }
}
