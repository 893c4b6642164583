package dev.baton.ledger;

import dev.baton.wire.Payload;

/** How a task, or several with consecutive ids, ended. */
public sealed interface Outcome {

  /**
   * With a result, still encoded. The receiver releases the delivery once it has decoded the
   * result, or knows that it never will.
   *
   * @param payload the result, or the {@link dev.baton.codec.Items} of several tasks
   * @param item the index among these of the first task's result
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

  /** Cancelled by the caller. */
  record Cancelled() implements Outcome {}
}
