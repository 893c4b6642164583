package dev.baton.ledger;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for a worker: ready ones, in order, and delayed ones. Guarded by the ledger's
 * lock.
 */
final class PendingQueue {

  /** How many tasks at the front may be passed over for a worker that should not have them. */
  private static final int MOST_PASSED_OVER = 64;

  private record Delayed(TaskEntry entry, long dueNs) {}

  private final ArrayDeque<TaskEntry> ready = new ArrayDeque<>();
  private final PriorityQueue<Delayed> delayed =
      new PriorityQueue<>(Comparator.comparingLong(Delayed::dueNs));

  void add(TaskEntry entry) {
    ready.addLast(entry);
  }

  /** Adds a task that was already dispatched: it has waited longest. */
  void addFirst(TaskEntry entry) {
    ready.addFirst(entry);
  }

  void addDelayed(TaskEntry entry, long dueNs) {
    delayed.add(new Delayed(entry, dueNs));
  }

  /**
   * The next pending task that is wanted, left in place; cancelled ones are dropped on the way.
   * Null if there is none, or not among the first.
   */
  @Nullable TaskEntry peek(long nowNs, Predicate<TaskEntry> wanted) {
    TaskEntry first = peek(nowNs);
    return first == null || wanted.test(first)
        ? first
        : first(nowNs).stream().filter(wanted).findFirst().orElse(null);
  }

  /** The first pending tasks. */
  List<TaskEntry> first(long nowNs) {
    return peek(nowNs) == null
        ? List.of()
        : ready.stream()
            .limit(MOST_PASSED_OVER)
            .filter(entry -> entry.state == TaskState.PENDING)
            .toList();
  }

  /** The next pending task, left in place; cancelled ones are dropped on the way. */
  @Nullable TaskEntry peek(long nowNs) {
    for (Delayed first = delayed.peek();
        first != null && first.dueNs() - nowNs <= 0;
        first = delayed.peek()) {
      ready.addFirst(delayed.remove().entry());
    }
    TaskEntry entry = ready.peek();
    while (entry != null && entry.state != TaskState.PENDING) {
      ready.remove();
      entry = ready.peek();
    }
    return entry;
  }

  /** Removes a task that {@link #peek} has returned. */
  void remove(TaskEntry entry) {
    var _ = ready.removeFirstOccurrence(entry);
  }

  /** Nanoseconds until a delayed task is due, or {@link Long#MAX_VALUE}. */
  long untilDueNs(long nowNs) {
    Delayed first = delayed.peek();
    return first == null ? Long.MAX_VALUE : Math.max(0, first.dueNs() - nowNs);
  }
}
