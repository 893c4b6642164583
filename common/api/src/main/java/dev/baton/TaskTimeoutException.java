package dev.baton;

import org.jspecify.annotations.Nullable;

/** An attempt of a task ran longer than its limit and was ended. */
public class TaskTimeoutException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** An exception that says what happened and what to do. */
  public TaskTimeoutException(String message) {
    super(message);
  }

  /** An exception with its cause. */
  public TaskTimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
