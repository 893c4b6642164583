package dev.baton.role;

/**
 * One responsibility of a process, such as dispatching or watching time limits. It is called again
 * and again by whoever owns the thread and the time: a {@link RoleRunner}, or a test with a clock
 * of its own. (Agrona's {@code Agent} is the model; that word means something else here.)
 *
 * <p>All calls come from one thread at a time. A role never waits and never sleeps.
 */
@FunctionalInterface
public interface Role {

  /** What {@link #doWork} returns if the passing of time alone gives a role nothing to do. */
  long NOTHING_DUE = Long.MAX_VALUE;

  /**
   * Does what there is to do at this time.
   *
   * @param nowNs the time by a monotonic clock, in nanoseconds
   * @return in how many nanoseconds there will be something to do by the passing of time alone, or
   *     {@link #NOTHING_DUE}
   */
  long doWork(long nowNs);

  /** The role ends; its last call. */
  default void onStop() {}
}
