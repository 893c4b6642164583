package dev.baton;

import org.jspecify.annotations.Nullable;

/** The user's input is wrong: an option, a file, a value. The command line exits with 2. */
public class UsageException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** An exception that says what happened and what to do. */
  public UsageException(String message) {
    super(message);
  }

  /** An exception with its cause. */
  public UsageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
