package dev.baton.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for a worker: ready ones, in order, and delayed ones. Guarded by the ledger's
 * lock.
 *
 * <p>Each step of priority counts as much as having been added {@link #AGEING} earlier. So a task
 * of higher priority is next, unless one of lower priority has waited that much longer: no task is
 * overtaken for ever. As all tasks age alike, the order of two never changes; so each priority has
 * a queue of its own, and only their first tasks are compared.
 */
final class PendingQueue {

  /** How much waiting makes up for one step of priority. */
  static final Duration AGEING = Duration.ofMinutes(1);

  /** How many tasks at the front may be passed over for a worker that should not have them. */
  private static final int MOST_PASSED_OVER = 64;

  private record Delayed(TaskEntry entry, long dueNs) {}

  /** Clocks in nanoseconds may overflow; differences do not. */
  private static final Comparator<TaskEntry> IN_ORDER =
      (one, other) -> Long.signum(rankNs(one) - rankNs(other));

  /** Ready tasks by priority, highest first; nearly always there is one priority at most. */
  private final NavigableMap<Integer, ArrayDeque<TaskEntry>> ready =
      new TreeMap<>(Comparator.reverseOrder());

  private final PriorityQueue<Delayed> delayed =
      new PriorityQueue<>(Comparator.comparingLong(Delayed::dueNs));

  void add(TaskEntry entry) {
    ofPriority(entry).addLast(entry);
  }

  /** Adds a task that was already dispatched: of its priority, it has waited longest. */
  void addFirst(TaskEntry entry) {
    ofPriority(entry).addFirst(entry);
  }

  /** Adds tasks that were split off others, which are in the queue, right behind these. */
  void addBehind(TaskEntry head, TaskEntry part) {
    ArrayDeque<TaskEntry> tasks = ofPriority(head);
    List<TaskEntry> before = new ArrayList<>(1); // nearly always the head is first
    for (TaskEntry next = tasks.poll(); next != null; next = next == head ? null : tasks.poll()) {
      before.add(next);
    }
    tasks.addFirst(part);
    before.reversed().forEach(tasks::addFirst);
  }

  void addDelayed(TaskEntry entry, long dueNs) {
    delayed.add(new Delayed(entry, dueNs));
  }

  private ArrayDeque<TaskEntry> ofPriority(TaskEntry entry) {
    return ready.computeIfAbsent(entry.priority(), _ -> new ArrayDeque<>());
  }

  /** When it would have been added to have its place without a priority. */
  private static long rankNs(TaskEntry entry) {
    return entry.addedNs() - entry.priority() * AGEING.toNanos();
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
        : inOrder()
            .limit(MOST_PASSED_OVER)
            .filter(entry -> entry.state == TaskState.PENDING)
            .toList();
  }

  /** As many ready tasks as may be passed over, at least. */
  private Stream<TaskEntry> inOrder() {
    return ready.size() == 1
        ? ready.firstEntry().getValue().stream()
        : ready.values().stream()
            .flatMap(tasks -> tasks.stream().limit(MOST_PASSED_OVER))
            .sorted(IN_ORDER);
  }

  /** The next pending task, left in place; cancelled ones are dropped on the way. */
  @Nullable TaskEntry peek(long nowNs) {
    for (Delayed first = delayed.peek();
        first != null && first.dueNs() - nowNs <= 0;
        first = delayed.peek()) {
      addFirst(delayed.remove().entry());
    }
    TaskEntry next = null;
    Iterator<ArrayDeque<TaskEntry>> priorities = ready.values().iterator();
    while (priorities.hasNext()) {
      TaskEntry first = firstPending(priorities.next());
      if (first != null && (next == null || IN_ORDER.compare(first, next) < 0)) {
        next = first;
      } else if (first == null && ready.size() > 1) { // the last one need not be made anew
        priorities.remove();
      }
    }
    return next;
  }

  private static @Nullable TaskEntry firstPending(ArrayDeque<TaskEntry> tasks) {
    TaskEntry entry = tasks.peek();
    while (entry != null && entry.state != TaskState.PENDING) {
      tasks.remove();
      entry = tasks.peek();
    }
    return entry;
  }

  /** Removes a task that {@link #peek} has returned. */
  void remove(TaskEntry entry) {
    var _ = ofPriority(entry).removeFirstOccurrence(entry);
  }

  /** Nanoseconds until a delayed task is due, or {@link Long#MAX_VALUE}. */
  long untilDueNs(long nowNs) {
    Delayed first = delayed.peek();
    return first == null ? Long.MAX_VALUE : Math.max(0, first.dueNs() - nowNs);
  }
}
