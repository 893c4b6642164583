package dev.baton.pool;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/** Logs what nobody waits for. */
final class Failures {

  private static final System.Logger LOG = System.getLogger(ProcessPool.class.getName());

  private Failures() {}

  static void log(TaskFuture<?> ended) {
    try {
      var _ = ended.get();
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.WARNING, "A task given to execute() failed", e.getCause());
    } catch (CancellationException e) {
      // By the caller's wish.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
