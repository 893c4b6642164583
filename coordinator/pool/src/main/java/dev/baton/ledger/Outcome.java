package dev.baton.ledger;

import dev.baton.wire.Payload;

/** How a task ended, or several with consecutive ids. */
public sealed interface Outcome {

  /**
   * With a result, still encoded; whoever decodes it, or never will, releases the delivery.
   *
   * @param payload the result, or {@link dev.baton.codec.Items} with those of several tasks
   * @param item which of these is the result of the first task that is meant
   */
  record Done(Payload payload, int item, Delivery delivery) implements Outcome {

    /** With a result of its own. */
    public Done(Payload payload, Delivery delivery) {
      this(payload, 0, delivery);
    }
  }

  /** With a failure in a worker, still encoded. */
  @SuppressWarnings("ArrayRecordComponent") // carried to the reader; never compared
  record Failed(byte[] payload) implements Outcome {}

  /** Without an answer from a worker: the pool gave up. */
  record GivenUp(RuntimeException reason) implements Outcome {}

  /** By the caller's wish. */
  record Cancelled() implements Outcome {}
}
