package dev.baton.link;

import dev.baton.wire.ResultBatch;

/** A link from a worker to one coordinator. Thread-safe; what one thread sends arrives in order. */
@FunctionalInterface
public interface ResultLink {

  /**
   * Sends results without waiting for their arrival; waits while the link's buffers are full.
   *
   * @throws dev.baton.BatonException if the link is closed, or the batch too large for it
   */
  void send(ResultBatch results);
}
