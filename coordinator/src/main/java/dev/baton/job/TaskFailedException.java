package dev.baton.job;

import dev.baton.BatonException;

/**
 * A task of a job failed for good, so the job did. The cause is what the task threw in its worker,
 * with the remote stack trace, or why it could not be run there.
 */
public final class TaskFailedException extends BatonException {

  private static final long serialVersionUID = 1L;

  /**
   * An exception that names the part of the input that failed.
   *
   * @param split the job's own description of that part
   * @param cause what the task threw
   */
  public TaskFailedException(String split, Throwable cause) {
    super("The task for " + split + " failed", cause);
  }

  /** What the task threw. */
  public Throwable failure() {
    Throwable cause = getCause();
    return cause == null ? this : cause;
  }
}
