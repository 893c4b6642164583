package dev.baton.worker.profile;

import dev.baton.TaskContext;

/** Is told of each task that a worker runs, on the thread that runs it. Thread-safe. */
public interface TaskMarks {

  /** The task has a result. */
  String DONE = "done";

  /** The task has failed. */
  String FAILED = "failed";

  /** The task was told to stop before its body. */
  String CANCELLED = "cancelled";

  /** Nobody wants to know: nothing of the flight recorder is loaded. */
  TaskMarks NONE = (_, _) -> _ -> {};

  /** A task that runs. */
  @FunctionalInterface
  interface Mark {

    /** The task has ended: {@link #DONE}, {@link #FAILED} or {@link #CANCELLED}. */
    void end(String how);
  }

  /**
   * A task begins.
   *
   * @param isAlone whether it travelled alone, not with others in a chunk
   */
  Mark begin(TaskContext task, boolean isAlone);

  /** The worker runs no more tasks: what it was told until now can be read from now on. */
  default void finish() {}

  /** Nobody is there any more who would read it. */
  default void ownerGone() {}
}
