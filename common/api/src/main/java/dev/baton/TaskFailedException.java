package dev.baton;

import org.jspecify.annotations.Nullable;

/**
 * A task failed, and the method cannot throw an {@link java.util.concurrent.ExecutionException}.
 * The cause is what the task threw.
 */
public class TaskFailedException extends BatonException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message which task failed
   * @param cause what the task threw
   */
  public TaskFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
