package dev.baton.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Measured times, and how they are distributed. Thread-safe. */
public final class Samples {

  /** Three digits of whatever is measured, down to a nanosecond. */
  private static final int DIGITS = 3;

  private static final double NS_PER_MS = 1e6;
  private static final int BUCKETS = 12;
  private static final int WIDEST_BAR = 50;

  /** Halves of what is left: the usual way to show a tail. */
  private static final int TICKS_PER_HALF = 5;

  private final Histogram nanos = new Histogram(DIGITS);

  /** Adds a time. */
  public synchronized void add(Duration time) {
    nanos.recordValue(Math.max(0, time.toNanos()));
  }

  /** The figures so far, in a unit. */
  public synchronized Spread spread(TimeUnit unit) {
    if (nanos.getTotalCount() == 0) {
      return Spread.NONE;
    }
    double one = unit.toNanos(1);
    return new Spread(
        nanos.getTotalCount(),
        nanos.getMinValue() / one,
        nanos.getValueAtPercentile(50) / one,
        nanos.getValueAtPercentile(90) / one,
        nanos.getValueAtPercentile(99) / one,
        nanos.getMaxValue() / one);
  }

  /** Percentile by percentile, closer and closer towards the longest, in a unit. */
  public synchronized List<Case.Point> distribution(TimeUnit unit) {
    double one = unit.toNanos(1);
    List<Case.Point> points = new ArrayList<>();
    if (nanos.getTotalCount() > 0) {
      for (HistogramIterationValue value : nanos.percentiles(TICKS_PER_HALF)) {
        points.add(
            new Case.Point(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo() / one));
      }
    }
    return points;
  }

  /** A drawing of at most a dozen lines and a few: how many times fell where. */
  public synchronized List<String> chart() {
    List<String> lines = new ArrayList<>();
    if (nanos.getTotalCount() == 0) {
      return lines;
    }
    long width = Math.max(1, Math.ceilDiv(nanos.getMaxValue() + 1, BUCKETS));
    long most = 1;
    for (HistogramIterationValue bucket : nanos.linearBucketValues(width)) {
      most = Math.max(most, bucket.getCountAddedInThisIterationStep());
    }
    long from = 0;
    for (HistogramIterationValue bucket : nanos.linearBucketValues(width)) {
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

  private static double ms(long ns) {
    return ns / NS_PER_MS;
  }
}
