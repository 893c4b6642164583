package dev.baton.ledger;

/**
 * Told the outcomes of tasks, of each exactly once, on a thread of the pool: must be quick and must
 * not throw.
 */
@FunctionalInterface
public interface OutcomeListener {

  /**
   * Tasks have ended in the same way.
   *
   * @param first which of those that were added together is the first, from 0
   * @param items how many, one after the other
   */
  void ended(int first, int items, Outcome outcome);
}
