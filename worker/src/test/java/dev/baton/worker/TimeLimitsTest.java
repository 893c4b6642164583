package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.worker.RunningTask.Stop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeLimitsTest {

  private final CompletableFuture<RunningTask> overran = new CompletableFuture<>();
  private final RunningTask task = new RunningTask(Records.task(), "host/0", 0, Records.memory());

  @Test
  void aTaskIsInterruptedAtItsLimit() {
    try (TimeLimits limits = limits(Duration.ofHours(1))) {
      assertThat(task.begin()).isTrue();
      limits.started(task, 1);

      assertThat(waitForInterrupt()).isTrue();

      assertThat(task.stop()).isEqualTo(Stop.TIMED_OUT);
      assertThat(task.isCancelled()).isTrue();
      limits.ended(task);
      assertThat(task.end()).isTrue();
      assertThat(overran).isNotDone();
    }
  }

  @Test
  void aTaskThatGoesOnAfterTheGracePeriodIsReported() throws Exception {
    try (TimeLimits limits = limits(Duration.ofMillis(1))) {
      limits.cancel(task);

      assertThat(overran.get(1, TimeUnit.MINUTES)).isSameAs(task);
      assertThat(task.stop()).isEqualTo(Stop.CANCELLED);
    }
  }

  @Test
  void aTaskThatIsCancelledBeforeItsThreadHasItDoesNotBegin() {
    try (TimeLimits limits = limits(Duration.ofHours(1))) {
      limits.cancel(task);

      assertThat(task.begin()).isFalse();
    }
  }

  @Test
  void onlyOneSideAnswersForATask() {
    assertThat(task.abandon()).isTrue();
    assertThat(task.end()).isFalse();
    assertThat(task.interrupt(Stop.CANCELLED)).isFalse();
  }

  @Test
  void anInterruptDoesNotOutliveItsTask() {
    assertThat(task.begin()).isTrue();
    assertThat(task.interrupt(Stop.CANCELLED)).isTrue();

    assertThat(task.end()).isTrue();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private TimeLimits limits(Duration grace) {
    return new TimeLimits(
        grace,
        overran::complete,
        failure -> {
          throw new AssertionError(failure);
        });
  }

  private static boolean waitForInterrupt() {
    try {
      return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
