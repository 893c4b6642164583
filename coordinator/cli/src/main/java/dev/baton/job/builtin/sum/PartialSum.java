package dev.baton.job.builtin.sum;

import java.math.BigInteger;

/**
 * The sum of a range.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits, unsigned
 * @param trail what came of all partial sums on the way; see {@link SumNumbers}
 */
record PartialSum(long high, long low, long trail) {

  /** The sum itself. */
  BigInteger value() {
    BigInteger unsignedLow =
        BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1));
    return BigInteger.valueOf(high).shiftLeft(64).add(unsignedLow);
  }
}
