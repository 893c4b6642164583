package dev.baton.ledger;

import dev.baton.Handoff;
import dev.baton.wire.Payload;

/**
 * An encoded function that many tasks share; it travels once per batch. Compared by identity, which
 * is what batching needs.
 */
public final class EncodedFunction {

  private final Payload payload;
  private final Runnable release;

  /**
   * Creates a function.
   *
   * @param release frees what it keeps in the host store; may be run more than once
   */
  public EncodedFunction(Payload payload, Runnable release) {
    this.payload = payload;
    this.release = release;
  }

  /** The function as it travels; its bytes must not be changed. */
  public Payload payload() {
    return payload;
  }

  /** How many bytes of a record it takes. */
  public long travellingBytes() {
    return payload.size();
  }

  /** How many of its bytes travel with each task: none if it lies in the host store. */
  public long bytesPerTask() {
    return payload.handoff() == Handoff.SHARED ? 0 : travellingBytes();
  }

  /** Notes that no more tasks will use it. */
  public void release() {
    release.run();
  }
}
