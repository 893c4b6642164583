package dev.baton;

import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster cannot be used as it is. What to do about it is a method in a program and an
 * option on the command line: the message is written for programs.
 */
public final class ClusterException extends EnvironmentException {

  private static final long serialVersionUID = 1L;

  /** The message, written for the command line. */
  private final String forCommandLine;

  /**
   * Creates an exception.
   *
   * @param what happened, one or more sentences
   * @param inProgram what to do about it, naming methods
   * @param onCommandLine the same, naming options
   * @param cause what led to it, or null
   */
  public ClusterException(
      String what, String inProgram, String onCommandLine, @Nullable Throwable cause) {
    super(what + " " + inProgram, cause);
    forCommandLine = what + " " + onCommandLine;
  }

  /** {@return the message, written for the command line} */
  public String forCommandLine() {
    return forCommandLine;
  }
}
