package dev.baton.pool;

import dev.baton.dispatch.Roster;
import dev.baton.ledger.Counts;
import dev.baton.pool.engine.Engine;

/**
 * How busy a pool is now. Immutable.
 *
 * @param queued tasks that wait: in the ledger, or at a worker behind others
 * @param active tasks that workers run, or that are on their way to a free slot
 * @param workers workers that take tasks, and those that have ended after their idle timeout and
 *     are started again when there is work
 * @param slots how many tasks these run at a time, those of other programs included
 * @param logLag results and events on the log that were not read yet; 0 in a pool without a log
 */
public record PoolLoad(long queued, long active, int workers, int slots, long logLag) {

  static PoolLoad of(Engine engine) {
    Counts counts = engine.ledger().counts();
    Roster.Load load = engine.roster().load();
    long active = Math.min(load.active(), counts.open());
    return new PoolLoad(
        counts.open() - active, active, load.workers(), load.slots(), engine.logLag());
  }

  /**
   * {@return {@code (active + queued) / slots}, the figure to scale a pool by: above 1, there are
   * tasks that wait; NaN while no worker takes tasks and none waits, infinite while some do}
   */
  public double saturation() {
    return (double) (active + queued) / slots;
  }
}
