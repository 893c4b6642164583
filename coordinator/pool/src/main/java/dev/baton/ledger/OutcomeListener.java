package dev.baton.ledger;

/**
 * Told the outcome of each task exactly once, on a thread of the pool. It must be quick and must
 * not throw.
 */
@FunctionalInterface
public interface OutcomeListener {

  /**
   * Consecutive tasks have ended in the same way.
   *
   * @param first the index of the first, from 0, among the tasks that were added together
   * @param items how many tasks
   */
  void ended(int first, int items, Outcome outcome);
}
