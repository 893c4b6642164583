package dev.baton.advise;

import dev.baton.Handoff;
import dev.baton.store.handoff.HandoffRule;

/**
 * All the work to be done, as far as it affects the time. Immutable.
 *
 * @param tasks the number of tasks, 0 or more
 * @param task the cost of each task
 * @param function the data that all tasks share, which is sent once per batch
 * @param argument the argument of each task
 * @param result the result of each task
 * @param splitNs time to create one argument, in nanoseconds, in the one thread that creates them
 *     all
 * @param foldNs time to add one result to the whole, in nanoseconds, in the same thread
 */
public record Workload(
    long tasks,
    TaskCost task,
    DataCost function,
    DataCost argument,
    DataCost result,
    double splitNs,
    double foldNs) {

  /**
   * Checks the number of tasks.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Workload {
    if (tasks < 0) {
      throw new IllegalArgumentException(tasks + " tasks");
    }
  }

  /** {@return the argument or the result, whichever is larger} */
  public DataCost largest() {
    return argument.bytes() >= result.bytes() ? argument : result;
  }

  /**
   * Tells whether a handoff is the one that {@code AUTO} chooses for the larger of argument and
   * result.
   *
   * @param handoff {@code KRYO} or {@code SHARED}
   * @return whether {@code AUTO} would choose it
   */
  public boolean isAuto(Handoff handoff) {
    return HandoffRule.isByReference(Handoff.AUTO, (long) largest().bytes())
        == (handoff == Handoff.SHARED);
  }

  /**
   * Changes the number of tasks.
   *
   * @param some the number, 0 or more
   * @return this workload with that number of tasks
   */
  public Workload of(long some) {
    return new Workload(some, task, function, argument, result, splitNs, foldNs);
  }
}
