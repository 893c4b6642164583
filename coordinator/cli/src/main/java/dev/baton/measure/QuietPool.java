package dev.baton.measure;

import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import java.time.Duration;

/** Pools that are measured: with a broker and workers of their own, of which nobody hears. */
public final class QuietPool {

  private QuietPool() {}

  /** A pool to be built; what it and its workers say goes nowhere. */
  public static ProcessPoolBuilder builder() {
    return ProcessPool.builder().workerOutput(_ -> {}).notices(_ -> {});
  }

  /** The same with so many workers. */
  public static ProcessPoolBuilder of(int workers) {
    return builder().workers(workers);
  }

  /**
   * Waits until so many workers of a pool can take tasks.
   *
   * @throws dev.baton.EnvironmentException if that takes longer than the limit
   */
  public static void awaitWorkers(ProcessPool pool, int workers, Duration limit)
      throws InterruptedException {
    var _ =
        Await.until(
            "Not all of " + workers + " workers have come up",
            limit,
            () -> pool.workers().size() < workers ? null : pool);
  }

  /** Ends a pool at once, whatever it has to do. */
  public static void end(ProcessPool pool) {
    var _ = pool.shutdownNow();
    pool.close();
  }
}
