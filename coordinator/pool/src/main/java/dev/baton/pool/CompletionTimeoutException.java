package dev.baton.pool;

import dev.baton.BatonException;

/**
 * The limit of an iteration over tasks as they end has passed, and there are tasks that have not
 * ended. They go on.
 */
public class CompletionTimeoutException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** An exception that says what happened. */
  public CompletionTimeoutException(String message) {
    super(message);
  }
}
