package dev.baton.ledger;

import dev.baton.wire.Payload;

/**
 * An encoded function that many tasks share; it travels once per batch. Compared by identity, which
 * is what batching asks.
 */
public final class EncodedFunction {

  private final Payload payload;

  /** The function as it travels. */
  public EncodedFunction(Payload payload) {
    this.payload = payload;
  }

  /** The function as it travels; its bytes are not to be changed. */
  public Payload payload() {
    return payload;
  }

  /** The bytes that travel. */
  public long travellingBytes() {
    return payload.bytes().length;
  }
}
