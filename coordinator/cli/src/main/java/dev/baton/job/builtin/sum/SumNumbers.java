package dev.baton.job.builtin.sum;

import dev.baton.TaskFunction;

/**
 * Adds up the numbers of a range, one by one.
 *
 * <p>The sum of a range has a formula, and a compiler may know it, or add several numbers at once.
 * So each partial sum also goes into a trail, by an exclusive or and a multiplication: no step of
 * that can begin before the one before it has ended, and there is no shorter way to the last one.
 * The trail is part of the result, so that nobody may leave it out. A step takes about a
 * nanosecond.
 */
record SumNumbers() implements TaskFunction<NumberRange, PartialSum> {

  /** How many steps to take, a few milliseconds' worth, before looking whether to go on. */
  private static final long STEPS_PER_LOOK = 1L << 22;

  private static final long ODD = 0x9E3779B97F4A7C15L;

  @Override
  public PartialSum apply(NumberRange range) throws InterruptedException {
    PartialSum sum = new PartialSum(0, 0, 0);
    long next = range.start();
    while (next < range.end()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("The sum was cancelled at " + next + ".");
      }
      int steps = (int) Math.min(STEPS_PER_LOOK, range.end() - next);
      sum = add(sum, next, steps);
      next += steps;
    }
    return sum;
  }

  private static PartialSum add(PartialSum sum, long first, int steps) {
    long high = sum.high();
    long low = sum.low();
    long trail = sum.trail();
    for (int i = 0; i < steps; i++) {
      long number = first + i;
      low += number;
      if (Long.compareUnsigned(low, number) < 0) {
        high++;
      }
      trail = (trail ^ low) * ODD;
    }
    return new PartialSum(high, low, trail);
  }
}
