package dev.baton.measure.work;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Work that waits for memory: reads at random places of an array that is larger than the caches.
 * Each number follows from its place, so the answer can be had without the array.
 */
final class Walk {

  /** About as many reads as take a millisecond: so soon it hears an interrupt. */
  private static final int CHUNK = 1 << 16;

  /** 2^64 divided by the golden ratio, as Fibonacci hashing has it. */
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private static final int PLACE_BITS = 31;

  private Walk() {}

  /** An array to walk through. */
  static long[] numbers(int count) {
    long[] numbers = new long[count];
    Arrays.setAll(numbers, Walk::number);
    return numbers;
  }

  /** The sum of the numbers at so many places, which follow from a seed. */
  static long run(MemorySegment data, long seed, long reads) throws InterruptedException {
    long length = data.byteSize() / Long.BYTES;
    long x = seed;
    long sum = 0;
    for (long left = reads; left > 0; left -= CHUNK) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int count = (int) Math.min(left, CHUNK);
      for (int i = 0; i < count; i++) {
        x = Spin.next(x);
        sum += data.getAtIndex(ValueLayout.JAVA_LONG, place(x, length));
      }
    }
    return sum;
  }

  /** What {@link #run} answers for an array of a length; takes a part of its time. */
  static long answer(long length, long seed, long reads) {
    long x = seed;
    long sum = 0;
    for (long i = 0; i < reads; i++) {
      x = Spin.next(x);
      sum += number(place(x, length));
    }
    return sum;
  }

  private static long number(long place) {
    return (place + 1) * MIX;
  }

  private static long place(long x, long length) {
    return ((x >>> (Long.SIZE - PLACE_BITS)) * length) >>> PLACE_BITS;
  }
}
