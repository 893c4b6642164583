package dev.baton.dispatch;

import java.time.Duration;

/**
 * Learns how long tasks take, and sizes batches accordingly.
 *
 * <p>Many small tasks travel in one batch, so that a batch is worth about {@link #BATCH_NS} of
 * work: ten times the cost of a round trip, and short enough that the last batch does not delay the
 * end of a job. Tasks of {@link #LONG_TASK_NS} and more are sent one by one, and none is
 * prefetched: a round trip, ten milliseconds while all cores are busy, is negligible beside their
 * length, while a task that waits behind another could run elsewhere. Until the first result
 * arrives, tasks are assumed to be long.
 *
 * <p>The tasks of a map travel in chunks, which are answered as a whole; these are worth about
 * {@link #CHUNK_NS}, so that their results arrive as steadily as those of single tasks. Where
 * results may linger longer than that, so do chunks, and batches are twice as long.
 *
 * <p>The estimate is an exponentially weighted mean that follows quickly: the first tasks of a JVM
 * are slow. Thread-safe.
 */
public final class Pace {

  /** How much work a batch is worth, in nanoseconds. */
  public static final long BATCH_NS = 15_000_000;

  private static final int CHUNKS_IN_BATCH = 2;

  /** How much work a chunk is worth, in nanoseconds. */
  static final long CHUNK_NS = BATCH_NS / CHUNKS_IN_BATCH;

  /**
   * The most work that is a chunk, in nanoseconds: what has been sent cannot run elsewhere before
   * it is recalled.
   */
  static final long LONGEST_CHUNK_NS = 100_000_000;

  /** A batch with less work than this is not worth its transport, in nanoseconds. */
  private static final long LEAST_BATCH_NS = 1_000_000;

  static final long LONG_TASK_NS = 250_000_000;

  /** The maximum number of tasks in a batch or a chunk. */
  public static final int LARGEST_BATCH = 4096;

  private static final double WEIGHT = 0.3;

  private final long chunkNs;
  private double meanNs = Double.NaN;

  /**
   * Knows nothing yet.
   *
   * @param linger how long results may wait for others to travel with
   */
  public Pace(Duration linger) {
    chunkNs = Math.clamp(linger.toNanos(), CHUNK_NS, LONGEST_CHUNK_NS);
  }

  /** Learns from a batch of results. */
  public synchronized void record(int tasks, long totalNs) {
    if (tasks > 0) {
      double sample = (double) totalNs / tasks;
      meanNs = Double.isNaN(meanNs) ? sample : meanNs + WEIGHT * (sample - meanNs);
    }
  }

  /** Whether it has learned anything. */
  synchronized boolean isKnown() {
    return !Double.isNaN(meanNs);
  }

  /** How many tasks a batch for one slot should have. */
  synchronized int batchSize() {
    return tasksIn(CHUNKS_IN_BATCH * chunkNs);
  }

  /** The minimum number of tasks in a batch, while there are that many. */
  synchronized int leastBatch() {
    return tasksIn(LEAST_BATCH_NS);
  }

  /** How many inputs of a map should be one chunk. */
  public synchronized int chunkSize() {
    return tasksIn(chunkNs);
  }

  private int tasksIn(long ns) {
    return Double.isNaN(meanNs) ? 1 : (int) Math.clamp(ns / Math.max(meanNs, 1), 1, LARGEST_BATCH);
  }

  /** Whether a worker should prefetch a batch while it runs another. */
  synchronized boolean prefetch() {
    return meanNs < LONG_TASK_NS;
  }
}
