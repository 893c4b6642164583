package dev.baton.pool.thread;

import dev.baton.codec.ObjectText;

/** Logs failures that no caller would otherwise see. */
public final class FailureLog {

  private static final System.Logger LOG = System.getLogger("dev.baton.pool.ProcessPool");

  private FailureLog() {}

  /** Logs a failure with its stack; never throws. */
  public static void log(String what, Throwable failure) {
    try {
      LOG.log(System.Logger.Level.WARNING, what, ObjectText.printable(failure));
    } catch (Throwable e) {
      // The program's logger fails: there is no one left to tell.
    }
  }
}
