package dev.baton.worker;

import dev.baton.wire.Attempts;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that were received and have not started. Each leaves it exactly once: to run, or by one of
 * the methods that return tasks to be answered. Thread-safe.
 */
final class Backlog {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final WaitingTasks tasks = new WaitingTasks();
  private volatile int size;
  private boolean closed;

  /** Adds tasks; returns those that cannot be taken any more. */
  List<ReceivedTask> add(List<ReceivedTask> received) {
    lock.lock();
    try {
      if (closed) {
        return received;
      }
      tasks.addReceived(received);
      changedSize();
      changed.signalAll();
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next task, or chunk, to run; waits for one, also when interrupted: a thread that a task has
   * left behind may do that.
   *
   * @param starting makes a running task of it, before anybody else can see that it does not wait
   *     any more: a task is always found, here or among those that run
   * @return what {@code starting} made, or null when the backlog was closed
   */
  <T> @Nullable T take(Function<ReceivedTask, T> starting) {
    lock.lock();
    try {
      while (tasks.size() == 0 && !closed) {
        changed.awaitUninterruptibly();
      }
      ReceivedTask next = tasks.poll();
      changedSize();
      return next == null ? null : starting.apply(next);
    } finally {
      lock.unlock();
    }
  }

  /** The next to run, as {@link #take}, or null if none waits. */
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
  List<ReceivedTask> cancel(long coordinator, Attempts attempts) {
    return removed(() -> tasks.cancel(coordinator, attempts));
  }

  /** Removes what a coordinator wants back, the last received first. */
  List<ReceivedTask> recall(long coordinator, int atMost) {
    return removed(() -> tasks.recall(coordinator, atMost));
  }

  private List<ReceivedTask> removed(Supplier<List<ReceivedTask>> removal) {
    lock.lock();
    try {
      List<ReceivedTask> removed = removal.get();
      changedSize();
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more tasks and lets none start; returns those that wait. */
  List<ReceivedTask> close() {
    lock.lock();
    try {
      closed = true;
      List<ReceivedTask> left = tasks.removeAll();
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
