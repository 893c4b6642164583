package dev.baton.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.role.Role;
import dev.baton.worker.RunningTask.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimeLimitsTest {

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final FakeClock clock = new FakeClock();
  private final List<RunningTask> overran = new ArrayList<>();
  private final AtomicInteger wakes = new AtomicInteger();
  private final TimeLimits limits =
      new TimeLimits(GRACE, clock, overran::add, wakes::incrementAndGet);
  private final RunningTask task = task();

  @Test
  void aTaskIsInterruptedAtItsLimit() {
    assertThat(task.begin()).isTrue();
    limits.started(task, 100);
    assertThat(wakes).hasValue(1);

    pass(Duration.ofMillis(99));
    assertThat(task.stop()).isEqualTo(Stop.NONE);
    pass(Duration.ofMillis(1));

    assertThat(task.stop()).isEqualTo(Stop.TIMED_OUT);
    assertThat(task.isCancelled()).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    limits.ended(task);
    pass(GRACE.plusSeconds(1));
    assertThat(overran).isEmpty();
    assertThat(limits.doWork(clock.nanoTime())).isEqualTo(Role.NOTHING_DUE);
  }

  @Test
  void aTaskThatGoesOnAfterTheGracePeriodIsReportedOnce() {
    limits.cancel(task);
    limits.cancel(task);

    pass(GRACE.minusMillis(1));
    assertThat(overran).isEmpty();
    pass(Duration.ofMillis(1));
    pass(GRACE);

    assertThat(overran).containsExactly(task);
    assertThat(task.stop()).isEqualTo(Stop.CANCELLED);
  }

  @Test
  void aCancelReplacesTheLimitOfATask() {
    limits.started(task, 100);
    limits.cancel(task);

    pass(Duration.ofMillis(100));
    assertThat(task.stop()).isEqualTo(Stop.CANCELLED);
    assertThat(overran).isEmpty();
  }

  @Test
  void theEarliestOfManyLimitsComesFirst() {
    RunningTask later = task();
    limits.started(later, 200);
    limits.started(task, 100);
    assertThat(wakes).as("for each that is the earliest").hasValue(2);

    pass(Duration.ofMillis(100));

    assertThat(task.stop()).isEqualTo(Stop.TIMED_OUT);
    assertThat(later.stop()).isEqualTo(Stop.NONE);
    assertThat(limits.doWork(clock.nanoTime())).isEqualTo(Duration.ofMillis(100).toNanos());
  }

  @Test
  void aLimitMayBeAsLongAsALongIs() {
    limits.started(task, Long.MAX_VALUE);
    limits.started(task(), 100);

    pass(Duration.ofMillis(100));

    assertThat(task.stop()).isEqualTo(Stop.NONE);
  }

  @Test
  void aTaskThatIsCancelledBeforeItsThreadHasItDoesNotBegin() {
    limits.cancel(task);

    assertThat(task.begin()).isFalse();
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

  private void pass(Duration time) {
    clock.advance(time);
    while (limits.doWork(clock.nanoTime()) == 0) {
      // as a runner does
    }
  }

  private static RunningTask task() {
    return new RunningTask(Records.task(), 1, "host/0", 0, 0, Records.memory());
  }
}
