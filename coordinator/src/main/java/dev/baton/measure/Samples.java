package dev.baton.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Measured times, and how they are distributed. Thread-safe. */
public final class Samples {

  /** Three digits of whatever is measured, down to a microsecond. */
  private static final int DIGITS = 3;

  private static final double US_PER_MS = 1_000;
  private static final int BUCKETS = 12;
  private static final int WIDEST_BAR = 50;

  private final Histogram micros = new Histogram(DIGITS);

  /**
   * The usual figures, in milliseconds; all 0 if nothing was measured.
   *
   * @param n how many times were measured
   */
  public record Summary(long n, double min, double p50, double p90, double p99, double max) {}

  /** Adds a time. */
  public synchronized void add(Duration time) {
    micros.recordValue(Math.max(0, time.toNanos() / 1_000));
  }

  /** The figures so far. */
  public synchronized Summary summary() {
    if (micros.getTotalCount() == 0) {
      return new Summary(0, 0, 0, 0, 0, 0);
    }
    return new Summary(
        micros.getTotalCount(),
        ms(micros.getMinValue()),
        ms(micros.getValueAtPercentile(50)),
        ms(micros.getValueAtPercentile(90)),
        ms(micros.getValueAtPercentile(99)),
        ms(micros.getMaxValue()));
  }

  /** A drawing of at most a dozen lines and a few: how many times fell where. */
  public synchronized List<String> chart() {
    List<String> lines = new ArrayList<>();
    if (micros.getTotalCount() == 0) {
      return lines;
    }
    long width = Math.max(1, Math.ceilDiv(micros.getMaxValue() + 1, BUCKETS));
    long most = 1;
    for (HistogramIterationValue bucket : micros.linearBucketValues(width)) {
      most = Math.max(most, bucket.getCountAddedInThisIterationStep());
    }
    long from = 0;
    for (HistogramIterationValue bucket : micros.linearBucketValues(width)) {
      long count = bucket.getCountAddedInThisIterationStep();
      String bar = "#".repeat((int) Math.ceilDiv(count * WIDEST_BAR, most));
      lines.add(
          String.format(
                  Locale.ROOT, "%8.0f – %6.0f ms %5d  %s", ms(from), ms(from + width), count, bar)
              .stripTrailing());
      from += width;
    }
    return lines;
  }

  private static double ms(long us) {
    return us / US_PER_MS;
  }
}
