package dev.baton.pool;

import dev.baton.ledger.EncodedFunction;
import dev.baton.store.blob.Luggage;

/**
 * A function that tasks share, and what it keeps in the host store until they have all ended.
 *
 * @param bytes how much of it goes with each task: nothing if it lies in the host store
 */
record TravellingFunction(EncodedFunction encoded, long bytes, Luggage luggage) {

  /** No more tasks will have it. */
  void done() {
    luggage.drop();
  }
}
