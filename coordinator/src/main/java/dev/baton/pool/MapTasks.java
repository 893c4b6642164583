package dev.baton.pool;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a map whose results were not handed out. It refers to nobody who reads these
 * results, so that it can cancel the tasks when there is no reader left. Thread-safe.
 */
final class MapTasks<T extends @Nullable Object, R extends @Nullable Object> {

  private final Set<MapTask<T, R>> tasks = new LinkedHashSet<>();
  private final Runnable onEnd;
  private long bytes;
  private boolean closed;

  /**
   * Nothing yet.
   *
   * @param onEnd called when no task will come any more; perhaps more than once
   */
  MapTasks(Runnable onEnd) {
    this.onEnd = onEnd;
  }

  synchronized int size() {
    return tasks.size();
  }

  /** How much they hand over. */
  synchronized long bytes() {
    return bytes;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  void add(MapTask<T, R> task) {
    synchronized (this) {
      if (!closed) {
        tasks.add(task);
        bytes += task.bytes;
        return;
      }
    }
    task.future.cancel(true);
  }

  synchronized void remove(MapTask<T, R> task) {
    if (tasks.remove(task)) {
      bytes -= task.bytes;
    }
  }

  /** There will be no more. */
  void end() {
    onEnd.run();
  }

  /** Cancels them all, and all that come. */
  void close() {
    List<MapTask<T, R>> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(tasks);
      tasks.clear();
      bytes = 0;
    }
    left.forEach(task -> task.future.cancel(true));
    onEnd.run();
  }
}
