package dev.baton.job.builtin.aggregate;

import java.math.BigDecimal;

/**
 * Minimum, maximum, sum and count of numbers of any size.
 *
 * @param min the least of the numbers
 * @param max the greatest
 * @param sum all of them
 * @param count how many there are, at least 1
 */
record ExactStats(BigDecimal min, BigDecimal max, BigDecimal sum, long count) {

  /** These numbers and those. */
  ExactStats plus(ExactStats other) {
    return new ExactStats(
        min.min(other.min), max.max(other.max), sum.add(other.sum), count + other.count);
  }

  /** As {@code min/mean/max}. */
  String oneDecimalEach() {
    return Decimals.oneDecimal(min, 1)
        + "/"
        + Decimals.oneDecimal(sum, count)
        + "/"
        + Decimals.oneDecimal(max, 1);
  }
}
