package dev.baton.advise;

import dev.baton.Handoff;
import dev.baton.store.handoff.HandoffRule;

/**
 * All the work there is, as far as the time it takes depends on it.
 *
 * @param tasks how many there are
 * @param task what each takes
 * @param function what all tasks share, sent with each batch
 * @param argument what each gets
 * @param result what each gives
 * @param splitNs what making the argument takes, by the thread that makes all of them, in
 *     nanoseconds
 * @param foldNs what adding the result to the whole takes, by the same thread, in nanoseconds
 */
public record Workload(
    long tasks,
    TaskCost task,
    DataCost function,
    DataCost argument,
    DataCost result,
    double splitNs,
    double foldNs) {

  /** Checks the number. */
  public Workload {
    if (tasks < 0) {
      throw new IllegalArgumentException(tasks + " tasks");
    }
  }

  /** What is larger, an argument or a result. */
  public DataCost largest() {
    return argument.bytes() >= result.bytes() ? argument : result;
  }

  /** Whether {@code AUTO} would hand over most of the data this way. */
  public boolean isAuto(Handoff handoff) {
    return HandoffRule.isByReference(Handoff.AUTO, (long) largest().bytes())
        == (handoff == Handoff.SHARED);
  }

  /** The same with another number of tasks. */
  public Workload of(long some) {
    return new Workload(some, task, function, argument, result, splitNs, foldNs);
  }
}
