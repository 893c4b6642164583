package dev.baton.agent;

import java.time.Duration;

/**
 * What a worker process may do before it is ended or replaced.
 *
 * @param start how long it may take to be ready for tasks
 * @param grace how long a task may go on after it was interrupted, before its process is ended
 * @param hang how long it may show no sign of life before it is killed; zero for ever
 * @param maxTasks after how many tasks it is replaced by a new one; 0 for never
 * @param maxRssBytes how much memory of its own, in bytes, it may have before it is replaced; 0 for
 *     any
 */
public record WorkerLimits(
    Duration start, Duration grace, Duration hang, int maxTasks, long maxRssBytes) {

  /**
   * A minute to start on a busy machine, five seconds for a task to react, and ten without a sign
   * of life: forty beats, so that a pause of the JVM or of the machine is no death.
   */
  public static final WorkerLimits DEFAULT =
      new WorkerLimits(Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(10), 0, 0);

  /** The same with another limit for its start. */
  public WorkerLimits withStart(Duration limit) {
    return new WorkerLimits(limit, grace, hang, maxTasks, maxRssBytes);
  }

  /** The same with another grace period. */
  public WorkerLimits withGrace(Duration limit) {
    return new WorkerLimits(start, limit, hang, maxTasks, maxRssBytes);
  }

  /** The same with another limit for silence. */
  public WorkerLimits withHang(Duration limit) {
    return new WorkerLimits(start, grace, limit, maxTasks, maxRssBytes);
  }

  /** The same with another number of tasks. */
  public WorkerLimits withMaxTasks(int count) {
    return new WorkerLimits(start, grace, hang, count, maxRssBytes);
  }

  /** The same with another limit for memory. */
  public WorkerLimits withMaxRss(long bytes) {
    return new WorkerLimits(start, grace, hang, maxTasks, bytes);
  }
}
