package dev.baton.worker;

import dev.baton.role.Clock;
import dev.baton.role.Role;
import dev.baton.worker.RunningTask.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells tasks to stop when they have run too long or are cancelled, and gives up on those that do
 * not react. Thread-safe.
 */
final class TimeLimits implements Role {

  /** What happens to a task when its time has come; a task has at most one alarm. */
  private record Alarm(RunningTask task, long dueNs, Consumer<RunningTask> action) {}

  private final Duration grace;
  private final Clock clock;
  private final Consumer<RunningTask> overran;
  private final Runnable onAlarm;
  private final Map<RunningTask, Alarm> alarms = new HashMap<>();
  private final PriorityQueue<Alarm> byTime;

  /** When the role next looks by itself; null if it does not. */
  private @Nullable Long looksNs;

  /**
   * Creates the limits.
   *
   * @param grace how long a task may take to react to an interrupt
   * @param overran told of a task that goes on after the grace period
   * @param onAlarm called when {@link #doWork} must be called earlier than it said
   */
  TimeLimits(Duration grace, Clock clock, Consumer<RunningTask> overran, Runnable onAlarm) {
    this.grace = grace;
    this.clock = clock;
    this.overran = overran;
    this.onAlarm = onAlarm;
    long startNs = clock.nanoTime();
    this.byTime = new PriorityQueue<>(Comparator.comparingLong(alarm -> alarm.dueNs - startNs));
  }

  /** Notes that a task starts; 0 means no limit. */
  void started(RunningTask task, long timeoutMs) {
    if (timeoutMs > 0) {
      alarm(task, TimeUnit.MILLISECONDS.toNanos(timeoutMs), late -> stop(late, Stop.TIMED_OUT));
    }
  }

  /** Tells a task to stop. */
  void cancel(RunningTask task) {
    stop(task, Stop.CANCELLED);
  }

  /** Notes that a task has ended. */
  synchronized void ended(RunningTask task) {
    Alarm alarm = alarms.remove(task);
    if (alarm != null) {
      byTime.remove(alarm);
    }
  }

  @Override
  public long doWork(long nowNs) {
    List<Alarm> due = new ArrayList<>();
    long nextNs;
    synchronized (this) {
      for (Alarm first = byTime.peek(); isDue(first, nowNs); first = byTime.peek()) {
        due.add(byTime.remove());
        var _ = alarms.remove(due.getLast().task);
      }
      Alarm next = byTime.peek();
      nextNs = next == null ? NOTHING_DUE : next.dueNs - nowNs;
      looksNs = next == null ? null : (Long) next.dueNs;
    }
    due.forEach(alarm -> alarm.action.accept(alarm.task));
    return due.isEmpty() ? nextNs : 0; // an alarm may have set another
  }

  private static boolean isDue(@Nullable Alarm alarm, long nowNs) {
    return alarm != null && alarm.dueNs - nowNs <= 0;
  }

  private void stop(RunningTask task, Stop reason) {
    if (task.interrupt(reason)) {
      alarm(task, grace.toNanos(), overran);
    }
  }

  private void alarm(RunningTask task, long inNs, Consumer<RunningTask> action) {
    // A limit may be as large as a long; what is due after half its range never comes.
    Alarm alarm = new Alarm(task, clock.nanoTime() + Math.min(inNs, Long.MAX_VALUE / 2), action);
    boolean isEarlier;
    synchronized (this) {
      Alarm replaced = alarms.put(task, alarm);
      if (replaced != null) {
        byTime.remove(replaced);
      }
      byTime.add(alarm);
      // Usually a task ends long before its alarm, and the next one's alarm is later.
      isEarlier = looksNs == null || alarm.dueNs - looksNs < 0;
      if (isEarlier) {
        looksNs = alarm.dueNs;
      }
    }
    if (isEarlier) {
      onAlarm.run();
    }
  }
}
