package dev.baton.ledger;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for a worker: ready ones, in order, and delayed ones. Guarded by the ledger's
 * lock.
 */
final class PendingQueue {

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

  void removeFirst() {
    ready.remove();
  }

  /** Nanoseconds until a delayed task is due, or {@link Long#MAX_VALUE}. */
  long untilDueNs(long nowNs) {
    Delayed first = delayed.peek();
    return first == null ? Long.MAX_VALUE : Math.max(0, first.dueNs() - nowNs);
  }
}
