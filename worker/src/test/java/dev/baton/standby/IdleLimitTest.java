package dev.baton.standby;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleLimitTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final IdleLimit idle = new IdleLimit(Duration.ofMinutes(30), 0);

  @Test
  void whatNobodyUsesEndsWhenTheTimeIsOver() {
    assertThat(idle.leftNs(0, false)).isEqualTo(30 * MINUTE);
    assertThat(idle.leftNs(29 * MINUTE, false)).isEqualTo(MINUTE);
    assertThat(idle.leftNs(30 * MINUTE, false)).isNotPositive();
  }

  @Test
  void eachUseBeginsTheTimeAnew() {
    idle.used(20 * MINUTE);

    assertThat(idle.leftNs(30 * MINUTE, false)).isEqualTo(20 * MINUTE);
  }

  @Test
  void whatIsInUseHasTime() {
    assertThat(idle.leftNs(100 * MINUTE, true)).isEqualTo(30 * MINUTE);
  }
}
