package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {

  private static final Duration YOUNG = Duration.ofSeconds(1);
  private final RestartBackoff backoff = new RestartBackoff();

  @Test
  void aFirstDeathIsFollowedByANewLifeAtOnce() {
    assertThat(backoff.died(YOUNG)).isZero();
    assertThat(new RestartBackoff().died(Duration.ofHours(1))).isZero();
  }

  @Test
  void oneYoungDeathAfterTheOtherMakesTheWaitLongerUpToALimit() {
    assertThat(backoff.died(YOUNG)).isZero();
    assertThat(backoff.died(YOUNG)).isEqualTo(RestartBackoff.FIRST);
    assertThat(backoff.died(YOUNG)).isEqualTo(RestartBackoff.FIRST.multipliedBy(2));
    for (int i = 0; i < 100; i++) {
      backoff.died(YOUNG);
    }
    assertThat(backoff.died(YOUNG)).isEqualTo(RestartBackoff.LONGEST);
  }

  @Test
  void aLongLifeForgetsTheDeathsBefore() {
    backoff.died(YOUNG);
    backoff.died(YOUNG);
    assertThat(backoff.died(RestartBackoff.YOUNG)).isZero();
    assertThat(backoff.died(YOUNG)).isZero();
  }
}
