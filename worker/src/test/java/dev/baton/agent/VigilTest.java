package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VigilTest {

  private static final long SECOND = 1_000_000_000L;

  private final Vigil vigil = new Vigil();

  @Test
  void silenceAddsUpUntilTheNextBeat() {
    assertThat(vigil.look(1, 0)).isZero();
    assertThat(vigil.look(1, SECOND)).isEqualTo(Duration.ofSeconds(1));
    assertThat(vigil.look(1, 2 * SECOND)).isEqualTo(Duration.ofSeconds(2));
    assertThat(vigil.look(2, 3 * SECOND)).isZero();
  }

  @Test
  void aMachineThatSleptHasNoHungWorkers() {
    vigil.look(1, 0);

    assertThat(vigil.look(1, 3600 * SECOND)).isEqualTo(Duration.ofSeconds(2));
  }
}
