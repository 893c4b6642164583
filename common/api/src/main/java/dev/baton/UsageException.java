package dev.baton;

import org.jspecify.annotations.Nullable;

/** The user's input is wrong: an option, a file, a value. The command line exits with code 2. */
public class UsageException extends BatonException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened and what to do
   */
  public UsageException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what happened and what to do
   * @param cause what led to it, or null
   */
  public UsageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
