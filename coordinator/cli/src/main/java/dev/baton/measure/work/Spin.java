package dev.baton.measure.work;

/**
 * CPU work whose answer can be had without doing it: a xorshift generator, of which each number
 * needs the one before. (Compilers see through simpler ones: of a chain of multiplications and
 * additions they make a shorter chain.)
 *
 * <p>The generator: G. Marsaglia, <i>Xorshift RNGs</i>, 2003. The answer: as each step is linear
 * over GF(2), many steps are a power of its 64 × 64 matrix.
 */
final class Spin {

  /** About a millisecond: so soon it hears an interrupt. */
  private static final int CHUNK = 1 << 19;

  private Spin() {}

  /**
   * The number so many rounds after a seed.
   *
   * @param seed not 0, which all rounds leave as it is
   */
  static long run(long seed, long rounds) throws InterruptedException {
    long x = seed;
    for (long left = rounds; left > 0; left -= CHUNK) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      x = chunk(x, (int) Math.min(left, CHUNK));
    }
    return x;
  }

  private static long chunk(long from, int rounds) {
    long x = from;
    for (int i = 0; i < rounds; i++) {
      x = next(x);
    }
    return x;
  }

  /** One round. */
  static long next(long x) {
    long a = x ^ (x << 13);
    long b = a ^ (a >>> 7);
    return b ^ (b << 17);
  }

  /** What {@link #run} answers, in some ten thousand steps whatever the number of rounds. */
  static long answer(long seed, long rounds) {
    long[] power = new long[Long.SIZE]; // column by column: what becomes of each bit
    for (int bit = 0; bit < Long.SIZE; bit++) {
      power[bit] = next(1L << bit);
    }
    long x = seed;
    for (long left = rounds; left > 0; left >>>= 1) {
      if ((left & 1) == 1) {
        x = times(power, x);
      }
      long[] square = new long[Long.SIZE];
      for (int bit = 0; bit < Long.SIZE; bit++) {
        square[bit] = times(power, power[bit]);
      }
      power = square;
    }
    return x;
  }

  private static long times(long[] matrix, long vector) {
    long product = 0;
    for (long left = vector; left != 0; left &= left - 1) {
      product ^= matrix[Long.numberOfTrailingZeros(left)];
    }
    return product;
  }
}
