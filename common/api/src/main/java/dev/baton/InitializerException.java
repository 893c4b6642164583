package dev.baton;

import org.jspecify.annotations.Nullable;

/** The pool's initializer failed in a worker, so the worker could not run the task. */
public class InitializerException extends BatonException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened and what to do
   */
  public InitializerException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what happened and what to do
   * @param cause what led to it, or null
   */
  public InitializerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
