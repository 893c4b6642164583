package dev.baton;

import org.jspecify.annotations.Nullable;

/** Bytes from another process could not be decoded to an object here. */
public class TaskDecodingException extends BatonException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened and what to do
   */
  public TaskDecodingException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what happened and what to do
   * @param cause what led to it, or null
   */
  public TaskDecodingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
