package dev.baton.agent.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTimerTest {

  private static final long SECOND = 1_000_000_000L;

  private final HeartbeatTimer timer = new HeartbeatTimer();

  @Test
  void silenceAddsUpUntilTheNextBeat() {
    assertThat(timer.look(1, 0)).isZero();
    assertThat(timer.look(1, SECOND)).isEqualTo(Duration.ofSeconds(1));
    assertThat(timer.look(1, 2 * SECOND)).isEqualTo(Duration.ofSeconds(2));
    assertThat(timer.look(2, 3 * SECOND)).isZero();
  }

  @Test
  void aMachineThatSleptHasNoHungWorkers() {
    timer.look(1, 0);

    assertThat(timer.look(1, 3600 * SECOND)).isEqualTo(Duration.ofSeconds(2));
  }
}
