package dev.baton.measure;

import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;

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

  /** Ends a pool at once, whatever it has to do. */
  public static void end(ProcessPool pool) {
    var _ = pool.shutdownNow();
    pool.close();
  }
}
