package dev.baton.job.builtin.exec;

/**
 * A program is not there or cannot be run, which is a matter of the command, not of the machine.
 */
final class NotStartedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What shells say of a program that is not there. */
  private static final int NOT_FOUND = 127;

  /** What shells say of a file that cannot be run. */
  private static final int NOT_RUNNABLE = 126;

  private final boolean isMissing;

  NotStartedException(String message, boolean isMissing) {
    super(message, null, false, false);
    this.isMissing = isMissing;
  }

  /** What a shell would say. */
  int exitCode() {
    return isMissing ? NOT_FOUND : NOT_RUNNABLE;
  }
}
