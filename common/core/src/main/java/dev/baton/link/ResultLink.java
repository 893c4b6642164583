package dev.baton.link;

import dev.baton.wire.ResultBatch;

/**
 * From a worker to one coordinator. Thread-safe; what one thread sends arrives in the order in
 * which it was sent.
 */
@FunctionalInterface
public interface ResultLink {

  /**
   * Sends results, without waiting until they have arrived; waits while the link's buffers are
   * full.
   *
   * @throws dev.baton.BatonException if the link is closed, or the batch too large for it
   */
  void send(ResultBatch results);
}
