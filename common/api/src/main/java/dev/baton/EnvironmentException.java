package dev.baton;

import org.jspecify.annotations.Nullable;

/**
 * Something outside the program is missing or unfit: no broker, no room, a wrong JDK. The command
 * line exits with 3.
 */
public class EnvironmentException extends BatonException {

  private static final long serialVersionUID = 1L;

  /** An exception that says what happened and what to do. */
  public EnvironmentException(String message) {
    super(message);
  }

  /** An exception with its cause. */
  public EnvironmentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
