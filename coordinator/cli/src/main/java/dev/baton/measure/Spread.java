package dev.baton.measure;

import java.util.Arrays;
import java.util.Collection;

/**
 * How measured values are distributed; all 0 if nothing was measured.
 *
 * @param n how many values there are
 * @param min the smallest
 * @param p50 the median; of an even number the smaller of the two in the middle
 * @param p90 what 90 % do not exceed
 * @param p99 what 99 % do not exceed
 * @param max the largest
 */
public record Spread(long n, double min, double p50, double p90, double p99, double max) {

  /** Nothing was measured. */
  public static final Spread NONE = new Spread(0, 0, 0, 0, 0, 0);

  /** That of a few values, by the nearest-rank method: each figure is one of the values. */
  public static Spread of(double... values) {
    if (values.length == 0) {
      return NONE;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(
        sorted.length,
        sorted[0],
        percentile(sorted, 50),
        percentile(sorted, 90),
        percentile(sorted, 99),
        sorted[sorted.length - 1]);
  }

  /** The same. */
  public static Spread of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double percentile(double[] sorted, int percent) {
    return sorted[Math.ceilDiv(sorted.length * percent, 100) - 1];
  }
}
