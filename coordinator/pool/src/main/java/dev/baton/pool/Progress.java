package dev.baton.pool;

import dev.baton.ledger.Counts;

/**
 * How far a pool has come.
 *
 * @param submitted tasks submitted so far
 * @param done ended with a result
 * @param failed ended without
 * @param cancelled ended because somebody wished so
 * @param running at a worker
 * @param pending waiting for a worker
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
