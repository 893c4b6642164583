package dev.baton.ledger;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a failed task waits for its next attempt. The pause doubles from the first to the
 * longest; up to half of it is taken away at random, so that tasks that failed together do not come
 * back together ("equal jitter", AWS Architecture Blog, "Exponential Backoff And Jitter", 2015).
 *
 * @param first the pause after the first failure
 * @param longest the upper limit of a pause
 */
public record Backoff(Duration first, Duration longest) {

  /** From 100 ms to 10 s. */
  public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

  long delayNs(int failures, RandomGenerator random) {
    long most = longest.toNanos();
    long delay = Math.min(first.toNanos(), most);
    for (int i = 1; i < failures && delay < most; i++) {
      delay = Math.min(2 * delay, most);
    }
    return delay / 2 + random.nextLong(delay / 2 + 1);
  }
}
