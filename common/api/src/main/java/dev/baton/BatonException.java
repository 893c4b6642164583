package dev.baton;

import org.jspecify.annotations.Nullable;

/** The root of the exceptions that Baton itself throws. */
public class BatonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened and, if possible, what to do
   */
  public BatonException(@Nullable String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what happened and what to do
   * @param cause what led to it, or null
   */
  public BatonException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
