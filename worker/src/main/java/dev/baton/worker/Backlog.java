package dev.baton.worker;

import dev.baton.wire.Attempts;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that were received and have not started. Each leaves it exactly once: to run, or through
 * one of the methods that return tasks to be answered. Only {@link #makeWay} brings some back that
 * were to run. Coordinators take turns. Thread-safe.
 */
final class Backlog {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final CoordinatorQueues tasks = new CoordinatorQueues();
  private volatile int size;
  private volatile boolean contended;
  private boolean closed;

  /** Adds tasks; returns those that can no longer be taken. */
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
   * Takes the next task, or chunk, to run. Waits for one even when interrupted: a thread that a
   * task has left behind may interrupt.
   *
   * @param starting makes a running task of it before other threads can see that it no longer
   *     waits: a task is always found, here or among the running ones
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

  /** Takes the next to run, as {@link #take} does; null if none waits. */
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

  /** Whether a task of a coordinator waits to run. */
  boolean hasAnyOf(long coordinator) {
    lock.lock();
    try {
      return tasks.hasAnyOf(coordinator);
    } finally {
      lock.unlock();
    }
  }

  /** Whether a task waits to run. */
  boolean isEmpty() {
    return size == 0;
  }

  /** Whether tasks of several coordinators wait or run. */
  boolean isContended() {
    return contended;
  }

  /** Notes that what was taken has run for so long; that counts when its coordinator's turn is. */
  void ended(RunningChunk chunk, long ranNs) {
    lock.lock();
    try {
      tasks.ended(chunk.tasks().coordinator(), ranNs);
      changedSize();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Has a chunk that has run for so long make way for another coordinator, if it is the other's
   * turn: its tasks that have not started wait here again.
   *
   * @return whether it makes way
   */
  boolean makeWay(RunningChunk chunk, long ranNs) {
    lock.lock();
    try {
      boolean yields = !closed && tasks.makeWay(chunk, ranNs);
      changedSize();
      return yields;
    } finally {
      lock.unlock();
    }
  }

  /** Does something while no task starts, and none makes way. */
  void whileNoneMoves(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** Removes what a coordinator no longer wants. */
  List<ReceivedTask> cancel(long coordinator, Attempts attempts) {
    return removed(() -> tasks.cancel(coordinator, attempts));
  }

  /** Removes what a coordinator wants back, most recently received first. */
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

  /** Takes no more tasks and lets none start; returns the waiting ones. */
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
    contended = tasks.isContended();
  }
}
