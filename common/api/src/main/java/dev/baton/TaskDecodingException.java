package dev.baton;

import org.jspecify.annotations.Nullable;

/** Bytes that came from another process could not be turned into an object here. */
public class TaskDecodingException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** An exception that says what happened and what to do. */
  public TaskDecodingException(String message) {
    super(message);
  }

  /** An exception with its cause. */
  public TaskDecodingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
