package dev.baton.pool;

import dev.baton.codec.ObjectText;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/** Logs what nobody waits for. */
final class FailureLog {

  private static final System.Logger LOG = System.getLogger(ProcessPool.class.getName());

  private FailureLog() {}

  /** Logs the failure of a task that was given to {@code execute}. */
  static void log(TaskFuture<?> ended) {
    try {
      var _ = ended.get();
    } catch (ExecutionException e) {
      log("A task given to execute() failed", e.getCause() == null ? e : e.getCause());
    } catch (CancellationException e) {
      // By the caller's wish.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Logs a failure with its stack; never throws. */
  static void log(String what, Throwable failure) {
    try {
      LOG.log(System.Logger.Level.WARNING, what, ObjectText.printable(failure));
    } catch (Throwable e) {
      // The program's logger fails: there is nobody left to tell.
    }
  }
}
