package dev.baton.log.kafka.login;

import java.nio.ByteBuffer;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/** What client and server of the login have in common. The login protects nothing but itself. */
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

  /** Notes that the login is complete. */
  void completed() {
    complete = true;
  }

  /** For SASL; traffic after the login is not wrapped. */
  public byte[] unwrap(byte[] incoming, int offset, int length) {
    throw new IllegalStateException(getMechanismName() + " wraps nothing");
  }

  /** For SASL; traffic after the login is not wrapped. */
  public byte[] wrap(byte[] outgoing, int offset, int length) {
    throw new IllegalStateException(getMechanismName() + " wraps nothing");
  }

  /** For SASL; nothing is negotiated. */
  public @Nullable Object getNegotiatedProperty(String name) {
    requireComplete();
    return null;
  }

  /** Checks, as SASL requires, that the login is complete. */
  void requireComplete() {
    if (!complete) {
      throw new IllegalStateException("The login is not complete");
    }
  }

  /** For SASL; there is nothing to dispose of. */
  public void dispose() {}

  /** Joins what is sent together. */
  static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  /** The exception for a message of a side that breaks the rules. */
  static SaslException malformed(String side) {
    return new SaslException("A " + side + " sent something that is not part of the login.");
  }
}
