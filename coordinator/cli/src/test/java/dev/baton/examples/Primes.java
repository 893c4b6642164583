package dev.baton.examples;

import dev.baton.pool.ProcessPool;
import java.util.stream.LongStream;

/** The program of the README. */
public class Primes {
  static long count(long from, long to) {
    return LongStream.range(Math.max(2, from), to).filter(Primes::isPrime).count();
  }

  static boolean isPrime(long n) {
    return LongStream.iterate(2, d -> d * d <= n, d -> d + 1).noneMatch(d -> n % d == 0);
  }

  public static void main(String[] args) {
    try (ProcessPool pool = ProcessPool.builder().workers(2).build()) {
      var starts = LongStream.range(0, 20).map(i -> i * 100_000).boxed().toList();
      var counts = pool.map(start -> count(start, start + 100_000), starts);
      System.out.println(counts.mapToLong(n -> n).sum() + " primes below 2,000,000");
    }
  }
}
