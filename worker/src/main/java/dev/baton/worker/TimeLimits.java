package dev.baton.worker;

import dev.baton.worker.RunningTask.Stop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells tasks to stop when they have run too long or are cancelled, and gives up on those that do
 * not listen. Thread-safe.
 */
final class TimeLimits implements AutoCloseable {

  private final Duration grace;
  private final Consumer<RunningTask> overran;
  private final Consumer<Throwable> onBroken;
  private final ScheduledThreadPoolExecutor clock;
  private final Map<RunningTask, Future<?>> alarms = new HashMap<>();

  /**
   * Limits with a thread of their own.
   *
   * @param grace how long a task may take to react to an interrupt
   * @param overran told of a task that goes on after the grace period
   * @param onBroken told when that failed
   */
  TimeLimits(Duration grace, Consumer<RunningTask> overran, Consumer<Throwable> onBroken) {
    this.onBroken = onBroken;
    this.grace = grace;
    this.overran = overran;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("baton-time-limits").factory());
    clock.setRemoveOnCancelPolicy(true);
  }

  /** A task starts; 0 means no limit. */
  void started(RunningTask task, long timeoutMs) {
    if (timeoutMs > 0) {
      alarm(task, timeoutMs, () -> stop(task, Stop.TIMED_OUT));
    }
  }

  /** Tells a task to stop. */
  void cancel(RunningTask task) {
    stop(task, Stop.CANCELLED);
  }

  /** A task has ended. */
  void ended(RunningTask task) {
    Future<?> alarm = silence(task);
    if (alarm != null) {
      var _ = alarm.cancel(false);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void stop(RunningTask task, Stop reason) {
    if (task.interrupt(reason)) {
      alarm(task, grace.toMillis(), () -> overran.accept(task));
    }
  }

  /** Under a lock, as an alarm may ring before the thread that sets it has noted it down. */
  private synchronized void alarm(RunningTask task, long inMs, Runnable action) {
    Future<?> replaced =
        alarms.put(task, clock.schedule(() -> ring(task, action), inMs, TimeUnit.MILLISECONDS));
    if (replaced != null) {
      var _ = replaced.cancel(false);
    }
  }

  private void ring(RunningTask task, Runnable action) {
    // Also for a task that ended just before the alarm was set: nobody else would remove it.
    var _ = silence(task);
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      onBroken.accept(e);
    }
  }

  private synchronized @Nullable Future<?> silence(RunningTask task) {
    return alarms.remove(task);
  }
}
