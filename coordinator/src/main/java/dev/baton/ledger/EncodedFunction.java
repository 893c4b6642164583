package dev.baton.ledger;

import dev.baton.wire.Handed;

/**
 * An encoded function that many tasks share; it travels once per batch. Compared by identity, which
 * is what batching asks.
 */
public final class EncodedFunction {

  private final Handed handed;

  /** The function as it travels. */
  public EncodedFunction(Handed handed) {
    this.handed = handed;
  }

  /** The function as it travels; its bytes are not to be changed. */
  public Handed handed() {
    return handed;
  }

  /** The bytes that travel. */
  public long travellingBytes() {
    return handed.bytes().length;
  }
}
