package dev.baton;

import org.jspecify.annotations.Nullable;

/** The root of the exceptions that Baton itself throws. */
public class BatonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An exception that says what happened and, where one can, what to do. */
  public BatonException(@Nullable String message) {
    super(message);
  }

  /** An exception with its cause. */
  public BatonException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
