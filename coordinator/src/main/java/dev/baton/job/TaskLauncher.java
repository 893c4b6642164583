package dev.baton.job;

import org.jspecify.annotations.Nullable;

/** Has one split after the other run somewhere else; a pool, for a {@link JobRunner}. */
@FunctionalInterface
public interface TaskLauncher<S, R> {

  /** Hears once of the end of a task, on any thread. */
  @FunctionalInterface
  interface Outcome<R> {
    /**
     * The task ended.
     *
     * @param result what it returned; null is a result too
     * @param failure why it failed for good, or null if it did not
     */
    void ended(@Nullable R result, @Nullable Throwable failure);
  }

  /** Starts the task for a split; returns at once. */
  void launch(S split, Outcome<R> outcome);
}
