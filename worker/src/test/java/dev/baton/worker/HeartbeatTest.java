package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.Liveness;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

  private final FakeClock clock = new FakeClock();
  private final RecordedSlot slot = new RecordedSlot();
  private final AtomicLong malformed = new AtomicLong();
  private final AtomicLong collectingMs = new AtomicLong();
  private int fullHeaps;
  private final Heartbeat heartbeat =
      new Heartbeat(
          slot, clock, malformed::get, new GarbageWatch(collectingMs::get), () -> fullHeaps++);

  @Test
  void itShowsTheTimeOfDayAgainAndAgain() {
    assertThat(beat()).isEqualTo(Liveness.WORKER_BEAT.toNanos());
    clock.advance(Liveness.WORKER_BEAT);
    beat();

    assertThat(slot.beats).containsExactly(0L, Liveness.WORKER_BEAT.toMillis());
  }

  @Test
  void eachMalformedRecordIsCountedOnce() {
    malformed.set(2);
    beat();
    beat();
    malformed.set(3);
    beat();

    assertThat(slot.dropped).isEqualTo(3);
  }

  @Test
  void aJvmThatOnlyCollectsGarbageIsReported() {
    passCollecting(GarbageWatch.WINDOW.minusSeconds(1));
    assertThat(fullHeaps).isZero();

    passCollecting(Duration.ofSeconds(2));

    assertThat(fullHeaps).isPositive();
  }

  private void passCollecting(Duration time) {
    for (long passed = 0; passed <= time.toSeconds(); passed++) {
      beat();
      clock.advance(Duration.ofSeconds(1));
      collectingMs.addAndGet(1000);
    }
  }

  private long beat() {
    return heartbeat.doWork(clock.nanoTime());
  }
}
