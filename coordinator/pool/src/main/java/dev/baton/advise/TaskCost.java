package dev.baton.advise;

/**
 * What one task costs on average, in a warm JVM. All times are in nanoseconds. Immutable.
 *
 * @param cpuNs processor time of the task itself, including that of threads and processes that it
 *     waits for
 * @param besideNs processor time of threads and processes that compute for the task at the same
 *     time
 * @param waitNs time that the task waits: for a server, a disk, a clock
 * @param lockNs time that it holds locks that other tasks in the same JVM need
 * @param gcNs pauses of this JVM to collect the task's garbage
 * @param warmUpNs extra time that the first tasks in a JVM take, summed over all of them
 */
public record TaskCost(
    double cpuNs, double besideNs, double waitNs, double lockNs, double gcNs, double warmUpNs) {

  /**
   * Changes the time for locks.
   *
   * @param heldNs time that the task holds locks that other tasks need, in nanoseconds
   * @return this cost with that time
   */
  public TaskCost withLocks(double heldNs) {
    return new TaskCost(cpuNs, besideNs, waitNs, heldNs, gcNs, warmUpNs);
  }

  /**
   * {@return how long the task takes if it has a processor and all locks to itself, in nanoseconds}
   */
  public double wallNs() {
    return cpuNs + waitNs + gcNs;
  }

  /** {@return whether the task waits for more than half of its time} */
  public boolean isMostlyWaiting() {
    return waitNs > cpuNs + gcNs;
  }
}
