package dev.baton.ledger;

import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;

/**
 * One try of a task, or of the tasks of a chunk, for a worker to make.
 *
 * @param suspect whether one of the tasks may have killed a worker before
 */
public record Attempt(Attempts attempts, TaskSpec task, boolean suspect) {

  /** The attempt of the first task. */
  public AttemptId id() {
    return attempts.first();
  }
}
