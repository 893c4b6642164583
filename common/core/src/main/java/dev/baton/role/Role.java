package dev.baton.role;

/**
 * One responsibility of a process, such as dispatching or watching time limits. The owner of the
 * thread and the time calls it again and again: a {@link RoleRunner}, or a test with its own clock.
 * (Agrona's {@code Agent} is the model; that word means something else here.)
 *
 * <p>All calls come from one thread at a time. A role never waits and never sleeps.
 */
@FunctionalInterface
public interface Role {

  /** What {@link #doWork} returns if time alone gives a role nothing to do. */
  long NOTHING_DUE = Long.MAX_VALUE;

  /**
   * Does the work that is due at this time.
   *
   * @param nowNs the time by a monotonic clock, in nanoseconds
   * @return after how many nanoseconds time alone will give it work, or {@link #NOTHING_DUE}
   */
  long doWork(long nowNs);

  /** Ends the role; its last call. */
  default void onStop() {}
}
