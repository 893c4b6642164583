package dev.baton.ledger;

import java.util.random.RandomGenerator;

/**
 * How long a failed task waits for its next attempt: doubling from 100 ms to 10 s, of which a
 * random half is taken away so that tasks that failed together do not come back together ("equal
 * jitter", AWS Architecture Blog, "Exponential Backoff And Jitter", 2015).
 */
final class Backoff {

  private static final long FIRST_NS = 100_000_000L;
  private static final long LONGEST_NS = 10_000_000_000L;

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  long delayNs(int failures) {
    long delay = Math.min(LONGEST_NS, FIRST_NS << Math.min(failures - 1, 20));
    return delay / 2 + random.nextLong(delay / 2 + 1);
  }
}
