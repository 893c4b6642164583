package dev.baton.job;

import dev.baton.BatonException;
import org.jspecify.annotations.Nullable;

/**
 * The job's input or surroundings make a right result impossible; the message tells a person what
 * and where. The command line prints it without a stack trace and exits with 1.
 */
public final class JobFailedException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** An exception that says what happened and, where one can, what to do. */
  public JobFailedException(String message) {
    super(message);
  }

  /** An exception with its cause. */
  public JobFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
