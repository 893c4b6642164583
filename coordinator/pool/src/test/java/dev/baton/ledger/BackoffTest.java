package dev.baton.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
  private final Random random = new Random(7);

  @Test
  void pausesDoubleAndHalfOfEachIsRandom() {
    for (int failures = 1; failures <= 4; failures++) {
      long full = 100_000_000L << (failures - 1);
      assertThat(backoff.delayNs(failures, random)).isBetween(full / 2, full);
    }
  }

  @Test
  void noPauseIsLongerThanTheLongestHoweverOftenATaskFails() {
    assertThat(backoff.delayNs(1_000_000, random)).isBetween(500_000_000L, 1_000_000_000L);
    Backoff long1 = new Backoff(Duration.ofDays(1), Duration.ofDays(1));
    assertThat(long1.delayNs(99, random)).isPositive();
    assertThat(new Backoff(Duration.ZERO, Duration.ofSeconds(1)).delayNs(5, random)).isZero();
  }
}
