package dev.baton.ledger;

import dev.baton.wire.Payload;

/** How a task ended. */
public sealed interface Outcome {

  /** With a result, still encoded; whoever decodes it, or never will, releases the delivery. */
  record Done(Payload payload, Delivery delivery) implements Outcome {}

  /** With a failure in a worker, still encoded. */
  @SuppressWarnings("ArrayRecordComponent") // carried to the reader; never compared
  record Failed(byte[] payload) implements Outcome {}

  /** Without an answer from a worker: the pool gave up. */
  record GivenUp(RuntimeException reason) implements Outcome {}

  /** By the caller's wish. */
  record Cancelled() implements Outcome {}
}
