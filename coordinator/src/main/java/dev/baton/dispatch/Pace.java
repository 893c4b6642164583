package dev.baton.dispatch;

/**
 * How long tasks take, and what follows for batches.
 *
 * <p>Small tasks travel many to a batch, so that a batch is worth about {@link #BATCH_NS} of work:
 * ten times the cost of a round trip, and short enough that the end of a job is not held up by the
 * last batch. Tasks of {@link #LONG_TASK_NS} and more are sent one by one and none in advance: a
 * round trip, ten milliseconds while all cores are busy, is lost in their length, while a task that
 * waits behind another could run elsewhere. Until the first result is in, tasks are taken for long
 * ones.
 *
 * <p>The estimate is an exponentially weighted mean that follows quickly: the first tasks of a JVM
 * are slow. Thread-safe.
 */
public final class Pace {

  /** How much work a batch is worth, in nanoseconds. */
  public static final long BATCH_NS = 15_000_000;

  static final long LONG_TASK_NS = 250_000_000;

  /** How many tasks a batch has at most. */
  public static final int LARGEST_BATCH = 4096;

  private static final double WEIGHT = 0.3;

  private double meanNs = Double.NaN;

  /** Learns from a batch of results. */
  public synchronized void record(int tasks, long totalNs) {
    if (tasks > 0) {
      double sample = (double) totalNs / tasks;
      meanNs = Double.isNaN(meanNs) ? sample : meanNs + WEIGHT * (sample - meanNs);
    }
  }

  /** How many tasks a batch for one slot should have. */
  synchronized int batchSize() {
    if (Double.isNaN(meanNs)) {
      return 1;
    }
    return (int) Math.clamp(BATCH_NS / Math.max(meanNs, 1), 1, LARGEST_BATCH);
  }

  /** Whether a worker should have a batch in advance while it runs another. */
  synchronized boolean prefetch() {
    return meanNs < LONG_TASK_NS;
  }
}
