package dev.baton;

import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster cannot be used as it is. What to do about it is called otherwise in a program
 * than on the command line: the message has the program's words.
 */
public final class ClusterException extends EnvironmentException {

  private static final long serialVersionUID = 1L;

  private final String forCommandLine;

  /**
   * An exception that says what happened.
   *
   * @param what happened, one or more sentences
   * @param inProgram what to do about it, with names of methods
   * @param onCommandLine the same with names of options
   */
  public ClusterException(
      String what, String inProgram, String onCommandLine, @Nullable Throwable cause) {
    super(what + " " + inProgram, cause);
    forCommandLine = what + " " + onCommandLine;
  }

  /** The message in the words of the command line. */
  public String forCommandLine() {
    return forCommandLine;
  }
}
