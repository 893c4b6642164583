package dev.baton.ledger;

import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;

/**
 * One try of a task, or of the tasks of a chunk, for a worker to make.
 *
 * @param failures how many attempts have failed before
 * @param suspect whether one of the tasks may have killed a worker before
 * @param waitedNs how long they were pending, in nanoseconds; 0 for a copy of what a worker has
 */
public record Attempt(
    Attempts attempts, TaskSpec task, int failures, boolean suspect, long waitedNs) {

  /** The attempt of the first task. */
  public AttemptId id() {
    return attempts.first();
  }
}
