package dev.baton.ledger;

import dev.baton.Handoff;
import dev.baton.wire.Payload;

/**
 * An encoded function that many tasks share; it travels once per batch. Compared by identity, which
 * is what batching asks.
 */
public final class EncodedFunction {

  private final Payload payload;
  private final Runnable release;

  /**
   * A function.
   *
   * @param release lets go of what it keeps in the host store; may be run more than once
   */
  public EncodedFunction(Payload payload, Runnable release) {
    this.payload = payload;
    this.release = release;
  }

  /** The function as it travels; its bytes are not to be changed. */
  public Payload payload() {
    return payload;
  }

  /** How many bytes of a record it takes. */
  public long travellingBytes() {
    return payload.size();
  }

  /** How much of it goes with each task: nothing if it lies in the host store. */
  public long bytesPerTask() {
    return payload.handoff() == Handoff.SHARED ? 0 : travellingBytes();
  }

  /** No more tasks will have it. */
  public void release() {
    release.run();
  }
}
