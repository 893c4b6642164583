package dev.baton;

import java.lang.foreign.MemorySegment;
import java.util.NoSuchElementException;

/**
 * What a running task may know about itself. Thread-safe.
 *
 * <p>Available on the thread that runs the task (and, because it is a {@link ScopedValue}, in what
 * a {@code StructuredTaskScope} forks from it).
 */
public interface TaskContext {

  /**
   * The context of the task that this thread runs.
   *
   * @throws IllegalStateException on a thread that runs no task
   */
  static TaskContext current() {
    try {
      return TaskScope.CURRENT.get();
    } catch (NoSuchElementException e) {
      throw new IllegalStateException("This thread does not run a Baton task.", e);
    }
  }

  /** The job that the task belongs to. */
  String jobId();

  /** The task's number, unique within its coordinator. */
  long taskId();

  /** The number of this attempt, from 1. */
  int attempt();

  /** The worker that runs the task, as {@code host/number}. */
  String worker();

  /**
   * Whether the task was cancelled or has passed its time limit; a long loop should look now and
   * then.
   */
  boolean isCancelled();

  /**
   * Makes memory for a result in the host store, with zeros, open for writing. Returned by the
   * task, as its result or a part of it, it is sealed and belongs to the program, which reads it in
   * place; otherwise it goes when the task ends.
   *
   * @param bytes how many, from 0
   * @throws IllegalArgumentException if the number is negative
   * @throws StoreFullException if there is no room
   */
  Shared<MemorySegment> allocate(long bytes);
}
