package dev.baton.pool;

import dev.baton.ledger.Counts;

/**
 * How far a pool has come. Immutable.
 *
 * @param submitted tasks submitted so far; the sum of all the others
 * @param done tasks that ended with a result
 * @param failed tasks that ended without a result, except cancelled ones
 * @param cancelled tasks that were cancelled
 * @param running tasks that have been sent to a worker
 * @param pending tasks that have not been sent to a worker
 */
public record Progress(
    long submitted, long done, long failed, long cancelled, long running, long pending) {

  static Progress of(Counts counts) {
    return new Progress(
        counts.added(),
        counts.done(),
        counts.failed(),
        counts.cancelled(),
        counts.dispatched(),
        counts.pending());
  }
}
