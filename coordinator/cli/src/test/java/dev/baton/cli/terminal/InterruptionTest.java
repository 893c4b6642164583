package dev.baton.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sun.misc.Signal;

/** Raises SIGHUP: build tools use SIGINT and SIGTERM for themselves. */
@Timeout(30)
class InterruptionTest {

  private static final int HANGUP = 129;

  private final List<String> events = new CopyOnWriteArrayList<>();

  private final Interruption.Ending recorded =
      new Interruption.Ending() {
        @Override
        public void exit(int code) {
          events.add("exit " + code);
        }

        @Override
        public void halt(int code) {
          events.add("halt " + code);
        }

        @Override
        public void say(String line) {
          events.add("say " + line);
        }
      };

  @Test
  void firstSignalStopsAndThenEnds() {
    try (var interruption =
        new Interruption(Duration.ofMinutes(1), code -> events.add("stop " + code), recorded)
            .install()) {
      assertThat(interruption.isRequested()).isFalse();

      Signal.raise(new Signal("HUP"));

      await().until(() -> events.size() == 2);
      assertThat(events).containsExactly("stop " + HANGUP, "exit " + HANGUP);
      assertThat(interruption.isRequested()).isTrue();
    }
  }

  @Test
  void secondSignalEndsAtOnce() {
    CountDownLatch never = new CountDownLatch(1);
    try (var _ = stopping(Duration.ZERO, never)) {
      Signal.raise(new Signal("HUP"));
      await().until(() -> events.contains("stop"));

      Signal.raise(new Signal("HUP"));

      await().until(() -> events.contains("halt " + HANGUP));
      assertThat(events).contains("say baton: ended at once; what it started ends by itself");
    } finally {
      never.countDown();
    }
    await().until(() -> events.contains("exit " + HANGUP));
  }

  @Test
  void whatSendsItsSignalTwiceHasOneWish() {
    CountDownLatch stopped = new CountDownLatch(1);
    try (var _ = stopping(Duration.ofMinutes(1), stopped)) {
      Signal.raise(new Signal("HUP"));
      await().until(() -> events.contains("stop"));

      Signal.raise(new Signal("HUP"));
      stopped.countDown();

      await().until(() -> events.contains("exit " + HANGUP));
    }
    assertThat(events).containsExactly("stop", "exit " + HANGUP);
  }

  /** Stops when the latch is open. */
  private Interruption stopping(Duration oneWish, CountDownLatch latch) {
    return new Interruption(
            Duration.ofMinutes(1),
            oneWish,
            _ -> {
              events.add("stop");
              awaitUninterruptibly(latch);
            },
            recorded)
        .install();
  }

  @Test
  void stoppingThatTakesTooLongIsCutShort() {
    CountDownLatch never = new CountDownLatch(1);
    try (var _ =
        new Interruption(Duration.ofMillis(50), _ -> awaitUninterruptibly(never), recorded)
            .install()) {
      Signal.raise(new Signal("HUP"));

      await().until(() -> events.contains("halt " + HANGUP));
    } finally {
      never.countDown();
    }
    await().until(() -> events.contains("exit " + HANGUP));
  }

  @Test
  void whatIsCancelledEndsAsByCtrlCAndAskingAgainChangesNothing() {
    CountDownLatch stopped = new CountDownLatch(1);
    Interruption interruption =
        new Interruption(
            Duration.ofMinutes(1),
            Duration.ZERO,
            code -> {
              events.add("stop " + code);
              awaitUninterruptibly(stopped);
            },
            recorded);

    interruption.request(); // not installed: signals are not needed, and may be ignored
    await().until(() -> events.contains("stop 130"));
    interruption.request();
    interruption.request();
    assertThat(interruption.isRequested()).isTrue();
    stopped.countDown();

    await().until(() -> events.contains("exit 130"));
    assertThat(events).containsExactly("stop 130", "exit 130");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
