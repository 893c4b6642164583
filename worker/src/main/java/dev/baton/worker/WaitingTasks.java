package dev.baton.worker;

import dev.baton.wire.Attempts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tasks in order, single or in chunks, that have not started. Guarded by its owner's lock. */
final class WaitingTasks {

  private final Deque<ReceivedTask> rows = new ArrayDeque<>();
  private int size;

  /** How many tasks there are. */
  int size() {
    return size;
  }

  void add(ReceivedTask tasks) {
    rows.addLast(tasks);
    size += tasks.items();
  }

  /** Adds tasks in order, before all others. */
  void addFirst(List<ReceivedTask> tasks) {
    for (ReceivedTask each : tasks.reversed()) {
      rows.addFirst(each);
      size += each.items();
    }
  }

  /** Adds tasks in order. Tasks tried before have waited longest: they come first. */
  void addReceived(List<ReceivedTask> received) {
    received.stream().filter(tasks -> !tasks.attempts().isRepeat()).forEach(this::add);
    List<ReceivedTask> repeats =
        received.stream().filter(tasks -> tasks.attempts().isRepeat()).toList();
    if (!repeats.isEmpty()) {
      List<ReceivedTask> first = new ArrayList<>();
      for (ReceivedTask next = rows.peek();
          next != null && next.attempts().isRepeat();
          next = rows.peek()) {
        first.add(rows.remove());
      }
      first.addAll(repeats);
      first.reversed().forEach(rows::addFirst);
      size += repeats.stream().mapToInt(ReceivedTask::items).sum();
    }
  }

  /** Takes the next task, or chunk; null if there is none. */
  @Nullable ReceivedTask poll() {
    ReceivedTask next = rows.pollFirst();
    size -= next == null ? 0 : next.items();
    return next;
  }

  /** Takes out the tasks that a coordinator no longer wants. */
  List<ReceivedTask> cancel(long coordinator, Attempts unwanted) {
    List<ReceivedTask> removed = new ArrayList<>();
    if (rows.stream().anyMatch(row -> row.isAmong(coordinator, unwanted))) {
      List<ReceivedTask> all = List.copyOf(rows);
      rows.clear();
      for (ReceivedTask row : all) {
        if (row.isAmong(coordinator, unwanted)) {
          Attempts attempts = row.attempts();
          long from = Math.max(attempts.from(), unwanted.from());
          long to = Math.min(attempts.to(), unwanted.to());
          keep(row, attempts.from(), from);
          removed.add(row.part(from, to));
          keep(row, to, attempts.to());
          size -= (int) (to - from);
        } else {
          rows.addLast(row);
        }
      }
    }
    return removed;
  }

  private void keep(ReceivedTask row, long from, long to) {
    if (from < to) {
      rows.addLast(row.part(from, to));
    }
  }

  /** Takes out the tasks that a coordinator wants back, the last first. */
  List<ReceivedTask> recall(long coordinator, int atMost) {
    List<ReceivedTask> removed = new ArrayList<>();
    int left = atMost;
    @Nullable ReceivedTask rest = null;
    Iterator<ReceivedTask> all = rows.descendingIterator();
    while (left > 0 && rest == null && all.hasNext()) {
      ReceivedTask row = all.next();
      if (row.belongsTo(coordinator)) {
        all.remove();
        Attempts attempts = row.attempts();
        long from = Math.max(attempts.from(), attempts.to() - left);
        removed.add(row.part(from, attempts.to()));
        size -= (int) (attempts.to() - from);
        left -= (int) (attempts.to() - from);
        rest = from > attempts.from() ? row.part(attempts.from(), from) : null;
      }
    }
    if (rest != null) {
      rows.addLast(rest); // those behind it are gone, or belong to another coordinator
    }
    return removed;
  }

  /** Takes out all tasks. */
  List<ReceivedTask> removeAll() {
    List<ReceivedTask> all = List.copyOf(rows);
    rows.clear();
    size = 0;
    return all;
  }
}
