package dev.baton.job.builtin.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Powers of ten, and numbers with one decimal. */
final class Decimals {

  /** The most decimals for which fast sums are kept; a number with more goes the exact way. */
  static final int MAX_FAST_SCALE = 9;

  private static final long[] POWERS_OF_TEN = new long[MAX_FAST_SCALE + 1];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
    }
  }

  private Decimals() {}

  /** Ten to the power of 0 to {@link #MAX_FAST_SCALE}. */
  static long powerOfTen(int exponent) {
    return POWERS_OF_TEN[exponent];
  }

  /**
   * The quotient with one decimal, the nearest one; of two equally near, the greater. There is no
   * negative zero.
   */
  static String oneDecimal(BigDecimal dividend, long divisor) {
    // floor(10 * dividend / divisor + 1/2), in whole numbers, so that nothing is rounded on the way
    BigDecimal twenty = dividend.movePointRight(1).multiply(BigDecimal.TWO);
    BigDecimal numerator = twenty.add(BigDecimal.valueOf(divisor));
    BigInteger denominator = BigInteger.TWO.multiply(BigInteger.valueOf(divisor));
    if (numerator.scale() > 0) {
      denominator = denominator.multiply(BigInteger.TEN.pow(numerator.scale()));
    }
    BigInteger whole =
        numerator.scale() > 0 ? numerator.unscaledValue() : numerator.toBigIntegerExact();
    BigInteger[] parts = whole.divideAndRemainder(denominator);
    BigInteger tenths = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    return new BigDecimal(tenths, 1).toPlainString();
  }
}
