package dev.baton;

import org.jspecify.annotations.Nullable;

/**
 * A task failed, where no {@link java.util.concurrent.ExecutionException} can say so; the cause is
 * what the task threw.
 */
public class TaskFailedException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** An exception with what the task threw as its cause. */
  public TaskFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
