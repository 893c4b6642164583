package dev.baton;

import org.jspecify.annotations.Nullable;

/** An attempt of a task ran longer than its limit and was ended. */
public class TaskTimeoutException extends BatonException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened and what to do
   */
  public TaskTimeoutException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what happened and what to do
   * @param cause what led to it, or null
   */
  public TaskTimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
