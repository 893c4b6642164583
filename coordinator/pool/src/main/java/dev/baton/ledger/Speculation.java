package dev.baton.ledger;

import java.util.Arrays;

/**
 * Decides when a task that takes far longer than the others gets a second copy elsewhere. Guarded
 * by the ledger's lock.
 *
 * <p>The rule and its figures are those of Apache Spark 4 ({@code spark.speculation.quantile},
 * {@code .multiplier}, {@code .minTaskRuntime}): nine of ten tasks are done, and this one has taken
 * three times as long as the median of the others, and 100 ms at least.
 */
final class Speculation {

  private static final double QUANTILE = 0.9;
  private static final double MULTIPLIER = 3;
  private static final long LEAST_NS = 100_000_000;

  /** Only the median of the latest tasks is needed: enough of them to be stable. */
  private static final int KEPT = 255;

  private static final int LEAST_SAMPLES = 5;

  private final long[] durations = new long[KEPT];
  private int samples;

  void ended(long durationNs) {
    durations[samples++ % KEPT] = durationNs;
  }

  /**
   * How long a task may take, in nanoseconds, before it is a straggler; {@link Long#MAX_VALUE} if
   * none is.
   */
  long limitNs(long done, long open) {
    if (samples < LEAST_SAMPLES || done < QUANTILE * (done + open)) {
      return Long.MAX_VALUE;
    }
    long[] sorted = Arrays.copyOf(durations, Math.min(samples, KEPT));
    Arrays.sort(sorted);
    return Math.max(LEAST_NS, (long) (MULTIPLIER * sorted[sorted.length / 2]));
  }
}
