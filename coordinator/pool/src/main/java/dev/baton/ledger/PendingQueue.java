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

  /** How far a worker may look past tasks whose data is not on its host. */
  private static final int LOOKS = 64;

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
   * The next pending task that may be dispatched, left in place; cancelled ones at the front are
   * dropped on the way. Looks at no more than {@link #LOOKS} tasks.
   */
  @Nullable TaskEntry peek(long nowNs, Predicate<TaskSpec> isReady) {
    TaskEntry first = peek(nowNs);
    if (first == null || isReady.test(first.added())) {
      return first;
    }
    return ready.stream()
        .limit(LOOKS)
        .filter(entry -> entry.state == TaskState.PENDING && isReady.test(entry.added()))
        .findFirst()
        .orElse(null);
  }

  /** The first pending tasks. */
  List<TaskEntry> first(long nowNs) {
    return peek(nowNs) == null
        ? List.of()
        : ready.stream().limit(LOOKS).filter(entry -> entry.state == TaskState.PENDING).toList();
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
