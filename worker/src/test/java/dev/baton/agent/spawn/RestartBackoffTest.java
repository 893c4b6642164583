package dev.baton.agent.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {

  private static final Duration YOUNG = Duration.ofSeconds(1);
  private final RestartBackoff backoff = new RestartBackoff();

  @Test
  void aFirstDeathIsFollowedByANewLifeAtOnce() {
    assertThat(backoff.died(YOUNG, false)).isZero();
    assertThat(new RestartBackoff().died(Duration.ofHours(1), false)).isZero();
  }

  @Test
  void oneYoungDeathAfterTheOtherMakesTheWaitLongerUpToALimit() {
    assertThat(backoff.died(YOUNG, false)).isZero();
    assertThat(backoff.died(YOUNG, false)).isEqualTo(RestartBackoff.FIRST);
    assertThat(backoff.died(YOUNG, false)).isEqualTo(RestartBackoff.FIRST.multipliedBy(2));
    for (int i = 0; i < 100; i++) {
      backoff.died(YOUNG, false);
    }
    assertThat(backoff.died(YOUNG, false)).isEqualTo(RestartBackoff.LONGEST);
  }

  @Test
  void aLongLifeForgetsTheDeathsBefore() {
    backoff.died(YOUNG, false);
    backoff.died(YOUNG, false);
    assertThat(backoff.died(RestartBackoff.YOUNG, false)).isZero();
    assertThat(backoff.died(YOUNG, false)).isZero();
  }

  @Test
  void whoHasWorkedDidNotDieOfItsStart() {
    backoff.died(YOUNG, false);
    backoff.died(YOUNG, false);
    assertThat(backoff.died(YOUNG, true)).isZero();
    assertThat(backoff.died(YOUNG, false)).isZero();
  }
}
