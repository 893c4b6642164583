package dev.baton.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final int TASKS = 10;

  @Test
  void chunksAreAsLongAsResultsMayLinger() {
    Pace pace = pace(Duration.ofMillis(40));

    assertThat(pace.chunkSize()).isEqualTo(40);
    assertThat(pace.batchSize()).isEqualTo(80);
  }

  @Test
  void resultsThatHardlyLingerMakeChunksNoShorter() {
    assertThat(pace(Duration.ofMillis(1)).chunkSize()).isEqualTo(7);
    assertThat(pace(Duration.ofMillis(1)).batchSize()).isEqualTo(15);
  }

  @Test
  void resultsThatMayLingerForMinutesDoNotMakeChunksOfMinutes() {
    assertThat(pace(Duration.ofMinutes(5)).chunkSize()).isEqualTo(100);
  }

  /** Of tasks that take a millisecond each. */
  private static Pace pace(Duration linger) {
    Pace pace = new Pace(linger);
    pace.record(TASKS, Duration.ofMillis(TASKS).toNanos());
    return pace;
  }
}
