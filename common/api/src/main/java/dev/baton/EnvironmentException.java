package dev.baton;

import org.jspecify.annotations.Nullable;

/**
 * Something outside the program is missing or unsuitable: no broker, no room, the wrong JDK. The
 * command line exits with code 3.
 */
public class EnvironmentException extends BatonException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what happened and what to do
   */
  public EnvironmentException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message what happened and what to do
   * @param cause what led to it, or null
   */
  public EnvironmentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
