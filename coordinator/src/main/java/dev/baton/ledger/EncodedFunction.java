package dev.baton.ledger;

/**
 * An encoded function that many tasks share; it travels once per batch. Compared by identity, which
 * is what batching asks.
 */
public final class EncodedFunction {

  private final byte[] bytes;

  /** Takes the bytes over. */
  public EncodedFunction(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The encoded function; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }
}
