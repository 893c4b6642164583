package dev.baton.job;

import dev.baton.BatonException;
import org.jspecify.annotations.Nullable;

/**
 * The job's input or its surroundings make a correct result impossible. The command line prints the
 * message without a stack trace and exits with code 1.
 */
public final class JobFailedException extends BatonException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened, where and, if possible, what to do
   */
  public JobFailedException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what happened, where and, if possible, what to do
   * @param cause what led to it, or null
   */
  public JobFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
