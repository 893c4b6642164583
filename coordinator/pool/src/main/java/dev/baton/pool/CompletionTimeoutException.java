package dev.baton.pool;

import dev.baton.BatonException;

/**
 * The time limit of {@link ProcessPool#asCompleted(java.util.Collection, java.time.Duration)} has
 * passed, and there are tasks that have not ended. They continue.
 */
public class CompletionTimeoutException extends BatonException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message how many tasks have not ended, and the limit
   */
  public CompletionTimeoutException(String message) {
    super(message);
  }
}
