package dev.baton.ledger;

import dev.baton.wire.Attempts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that have not ended, in entries of consecutive ids. Guarded by the ledger's lock.
 *
 * <p>An entry with several tasks is split when something happens to only some of them.
 */
final class OpenTasks {

  private final NavigableMap<Long, TaskEntry> entries = new TreeMap<>();
  private final PendingQueue queue;
  private long count;

  /** Starts empty; pending tasks are in the queue. */
  OpenTasks(PendingQueue queue) {
    this.queue = queue;
  }

  /** How many tasks there are. */
  long count() {
    return count;
  }

  /** All entries, in the order of their ids. */
  Collection<TaskEntry> entries() {
    return entries.values();
  }

  void add(TaskEntry entry) {
    entries.put(entry.from(), entry);
    count += entry.size();
  }

  void remove(TaskEntry entry) {
    entries.remove(entry.from());
    count -= entry.size();
  }

  /** The entry with a task, or null if the task is not open. */
  @Nullable TaskEntry find(long id) {
    Map.Entry<Long, TaskEntry> below = entries.floorEntry(id);
    return below != null && id < below.getValue().to() ? below.getValue() : null;
  }

  /** The entries with any of the tasks from {@code from} to before {@code to}, in order. */
  List<TaskEntry> overlapping(long from, long to) {
    TaskEntry first = find(from);
    if (first != null && first.to() >= to) {
      return List.of(first); // nearly always
    }
    List<TaskEntry> found = new ArrayList<>(entries.subMap(from, to).values());
    if (first != null && first.from() < from) {
      found.addFirst(first);
    }
    return found;
  }

  /** Splits off the tasks of an entry that are among the given attempts. */
  TaskEntry isolate(TaskEntry entry, Attempts some) {
    if (entry.to() > some.to()) {
      var _ = split(entry, some.to());
    }
    return entry.from() < some.from() ? split(entry, some.from()) : entry;
  }

  /** Splits an entry so that one of its tasks is by itself; returns the parts in order. */
  List<TaskEntry> single(TaskEntry entry, long id) {
    List<TaskEntry> parts = new ArrayList<>(3);
    TaskEntry rest = entry;
    for (long at = id; at <= id + 1; at++) {
      if (rest.from() < at && at < rest.to()) {
        parts.add(rest);
        rest = split(rest, at);
      }
    }
    parts.add(rest);
    return parts;
  }

  /** Splits an entry with several tasks in the middle; returns the parts in order. */
  List<TaskEntry> halve(TaskEntry entry) {
    return List.of(entry, split(entry, entry.from() + entry.size() / 2));
  }

  /**
   * Splits an entry.
   *
   * @param at the first task of the second part
   * @return the second part
   */
  TaskEntry split(TaskEntry entry, long at) {
    TaskEntry tail = entry.split(at);
    entries.put(tail.from(), tail);
    if (tail.state == TaskState.PENDING) {
      queue.addBehind(entry, tail);
    }
    return tail;
  }
}
