package dev.baton.advise;

/**
 * What one task takes, on average, in a warm JVM. Times in nanoseconds.
 *
 * @param cpuNs processor time, one processor's at a time, that of threads and processes included
 *     for which it waits
 * @param besideNs processor time of others that compute for it at the same time
 * @param waitNs waiting: for a server, a disk, a clock
 * @param lockNs how long it holds locks that the other tasks of the same JVM want too
 * @param gcNs pauses of this JVM to collect the garbage that it makes
 * @param warmUpNs how much longer the first tasks of a JVM take, added up over all of them
 */
public record TaskCost(
    double cpuNs, double besideNs, double waitNs, double lockNs, double gcNs, double warmUpNs) {

  /** The same with what is known of locks. */
  public TaskCost withLocks(double heldNs) {
    return new TaskCost(cpuNs, besideNs, waitNs, heldNs, gcNs, warmUpNs);
  }

  /** From its beginning to its end, with a processor and all locks to itself. */
  public double wallNs() {
    return cpuNs + waitNs + gcNs;
  }

  /** Whether more of its time is waiting than anything else. */
  public boolean isMostlyWaiting() {
    return waitNs > cpuNs + gcNs;
  }
}
