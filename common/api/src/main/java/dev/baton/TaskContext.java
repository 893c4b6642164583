package dev.baton;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/**
 * What a running task can know about itself.
 *
 * {@snippet lang="java" :
 * String where = pool.submit(() -> TaskContext.current().worker()).get();
 * }
 *
 * <p>Available on the thread that runs the task and, because it is a {@link ScopedValue}, in
 * threads that a {@code StructuredTaskScope} forks from it. Thread-safe.
 */
public interface TaskContext {

  /**
   * {@return the context of the task that this thread runs}
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

  /** {@return the job that the task belongs to} */
  String jobId();

  /** {@return the task's number, unique within its coordinator} */
  long taskId();

  /** {@return the number of this attempt, from 1} */
  int attempt();

  /**
   * {@return how many attempts of the task have failed before, and were followed by another one}
   *
   * <p>Attempts that ended with their worker, or were taken back before they began, have a {@link
   * #attempt() number}, but do not count here. With {@code n} retries, a task that has failed
   * {@code n} times is not tried again.
   */
  int failures();

  /** {@return the worker that runs the task, as {@code host/number}} */
  String worker();

  /**
   * {@return the slot in which the task runs: a number that no other task has which runs at the
   * same time in a worker of the same agent}
   *
   * <p>For what tasks that run at the same time must not share: a port, a GPU, a database.
   *
   * <p>The numbers are 0 … <i>n</i> − 1 for the <i>n</i> tasks that the workers can run at a time:
   * workers × slots. A worker keeps its numbers for as long as it lives, and the process that
   * replaces it gets the same ones, once it has ended. With one slot per worker, the number is that
   * of the worker; with more, the lowest of the worker's numbers that is free.
   *
   * <p>Each pool with workers of its own, and each {@code baton worker}, counts from 0. Two of them
   * on one host use the same numbers.
   */
  int slot();

  /**
   * {@return whether the task has been cancelled or has passed its time limit}
   *
   * <p>Long loops should check this from time to time.
   */
  boolean isCancelled();

  /**
   * Finds a file of the job on the task's host: under its own path, or where the pool has put the
   * copy that {@link JobFile} speaks of.
   *
   * @param file the file, as the program saw it
   * @return a path on this host, to be read only
   * @throws EnvironmentException if the host does not have the file, or the file was changed
   */
  Path locate(JobFile file);

  /**
   * Allocates zeroed, writable memory for a result in the host store. If the task returns it, as
   * its result or part of it, it is sealed and belongs to the program, which reads it in place;
   * otherwise it is freed when the task ends.
   *
   * @param bytes the size in bytes, 0 or more
   * @return a handle to the memory
   * @throws IllegalArgumentException if the number is negative
   * @throws StoreFullException if there is no room
   */
  Shared<MemorySegment> allocate(long bytes);
}
