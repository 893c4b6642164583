package dev.baton;

import org.jspecify.annotations.Nullable;

/** The pool's initializer failed in a worker, so the worker could not run the task. */
public class InitializerException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** An exception that says what happened and what to do. */
  public InitializerException(String message) {
    super(message);
  }

  /** An exception with its cause. */
  public InitializerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
