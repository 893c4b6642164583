package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.role.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How often the clock is read, and what becomes of the times between. */
class TaskTimerTest {

  private static final Duration DECODING = Duration.ofNanos(300);
  private static final Duration ENCODING = Duration.ofNanos(200);

  private final FakeClock time = new FakeClock();
  private int readings;
  private boolean hasRun;

  private final TaskTimer timer =
      new TaskTimer(
          new Clock() {
            @Override
            public long nanoTime() {
              readings++;
              return time.nanoTime();
            }

            @Override
            public Instant instant() {
              return time.instant();
            }
          });

  @Test
  void shortTasksReadTheClockOnceEach() {
    run(Duration.ofNanos(500));
    readings = 0;

    for (int task = 1; task <= TaskTimer.SAMPLED; task++) {
      run(Duration.ofNanos(500));
    }

    assertThat(readings).isEqualTo(TaskTimer.SAMPLED + 3); // one of them at four points
  }

  @Test
  void longTasksReadItAtAllPoints() {
    run(Duration.ofMillis(1));
    readings = 0;

    run(Duration.ofMillis(1));

    assertThat(readings).isEqualTo(4);
  }

  @Test
  void whatAShortTaskTakesIsMeasuredThoughItsPartsAreNot() {
    run(Duration.ofNanos(500));

    run(Duration.ofNanos(700));

    assertThat(timer.busyNs()).isEqualTo(1_200);
    assertThat(timer.decodeNs()).isEqualTo(DECODING.toNanos());
    assertThat(timer.executeNs()).isEqualTo(700);
    assertThat(timer.encodeNs()).isEqualTo(ENCODING.toNanos());
  }

  @Test
  void aTaskThatTakesLongAfterShortOnesIsSeenToDoSo() {
    run(Duration.ofNanos(500));

    run(Duration.ofSeconds(2));

    assertThat(timer.executeNs()).isEqualTo(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void noPartOfATaskTakesLessThanNothing() {
    run(Duration.ofNanos(500));
    timer.next();
    timer.begins();
    timer.decoded();
    timer.executed();
    time.advance(Duration.ofNanos(100)); // less than decoding alone took before
    timer.encoded();

    assertThat(timer.decodeNs()).isEqualTo(100);
    assertThat(timer.executeNs()).isZero();
    assertThat(timer.encodeNs()).isZero();
  }

  @Test
  void aTaskThatFailsHasRunUpToItsFailure() {
    run(Duration.ofNanos(500));
    timer.next();
    timer.begins();
    timer.decoded();
    time.advance(Duration.ofMillis(3));
    timer.executed();
    timer.ended();

    assertThat(timer.decodeNs() + timer.executeNs()).isEqualTo(3_000_000);
    assertThat(timer.encodeNs()).isZero();
  }

  @Test
  void aTaskWhoseBodyDidNotBeginHasNotRun() {
    run(Duration.ofNanos(500));
    timer.next();
    timer.begins();
    timer.ended();

    assertThat(timer.executeNs()).isZero();
  }

  private void run(Duration body) {
    if (hasRun) {
      timer.next();
    }
    hasRun = true;
    timer.begins();
    time.advance(DECODING);
    timer.decoded();
    time.advance(body);
    timer.executed();
    time.advance(ENCODING);
    timer.encoded();
  }
}
