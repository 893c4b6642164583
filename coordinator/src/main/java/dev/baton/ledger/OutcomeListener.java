package dev.baton.ledger;

/**
 * Told the outcome of a task, exactly once, on a thread of the pool: must be quick and must not
 * throw.
 */
@FunctionalInterface
public interface OutcomeListener {

  /** The task has ended. */
  void ended(Outcome outcome);
}
