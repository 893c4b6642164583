package dev.baton.worker;

import dev.baton.wire.AttemptId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that were received and have not started. Each leaves it exactly once: to run, or by one of
 * the methods that return tasks to be answered. Thread-safe.
 */
final class Backlog {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ReceivedTask> tasks = new ArrayDeque<>();
  private volatile int size;
  private boolean closed;

  /** Adds tasks; returns those that cannot be taken any more. */
  List<ReceivedTask> add(List<ReceivedTask> received) {
    lock.lock();
    try {
      if (closed) {
        return received;
      }
      tasks.addAll(received);
      changedSize();
      changed.signalAll();
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next task to run; waits for one, also when interrupted: a thread that a task has left
   * behind may do that.
   *
   * @param starting makes a running task of it, before anybody else can see that it does not wait
   *     any more: a task is always found, here or among those that run
   * @return what {@code starting} made, or null when the backlog was closed
   */
  <T> @Nullable T take(Function<ReceivedTask, T> starting) {
    lock.lock();
    try {
      while (tasks.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      ReceivedTask next = tasks.poll();
      changedSize();
      return next == null ? null : starting.apply(next);
    } finally {
      lock.unlock();
    }
  }

  /** The next task to run, as {@link #take}, or null if none waits. */
  <T> @Nullable T poll(Function<ReceivedTask, T> starting) {
    lock.lock();
    try {
      ReceivedTask next = tasks.poll();
      changedSize();
      return next == null ? null : starting.apply(next);
    } finally {
      lock.unlock();
    }
  }

  /** Whether a task waits to run. */
  boolean isEmpty() {
    return size == 0;
  }

  /** Removes what a coordinator does not want any more. */
  List<ReceivedTask> cancel(long coordinator, Collection<AttemptId> attempts) {
    Set<AttemptId> unwanted = new HashSet<>(attempts);
    List<ReceivedTask> removed = new ArrayList<>();
    lock.lock();
    try {
      for (Iterator<ReceivedTask> all = tasks.iterator(); all.hasNext(); ) {
        ReceivedTask task = all.next();
        if (task.belongsTo(coordinator) && unwanted.contains(task.attempt())) {
          all.remove();
          removed.add(task);
        }
      }
      changedSize();
    } finally {
      lock.unlock();
    }
    return removed;
  }

  /** Removes what a coordinator wants back, the last received first. */
  List<ReceivedTask> recall(long coordinator, int atMost) {
    List<ReceivedTask> removed = new ArrayList<>();
    lock.lock();
    try {
      Iterator<ReceivedTask> all = tasks.descendingIterator();
      while (all.hasNext() && removed.size() < atMost) {
        ReceivedTask task = all.next();
        if (task.belongsTo(coordinator)) {
          all.remove();
          removed.add(task);
        }
      }
      changedSize();
    } finally {
      lock.unlock();
    }
    return removed;
  }

  /** Takes no more tasks and lets none start; returns those that wait. */
  List<ReceivedTask> close() {
    lock.lock();
    try {
      closed = true;
      List<ReceivedTask> left = List.copyOf(tasks);
      tasks.clear();
      changedSize();
      changed.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }

  private void changedSize() {
    size = tasks.size();
  }
}
