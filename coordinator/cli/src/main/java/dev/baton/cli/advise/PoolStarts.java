package dev.baton.cli.advise;

import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;

/**
 * Starts pools in a thread that may be told to stop: at any time but during a start, when an
 * interrupt would have the new processes killed before they can tidy up. Thread-safe.
 */
final class PoolStarts {

  private boolean underWay;
  private boolean stopped;

  /**
   * Starts a pool; not to be disturbed.
   *
   * @throws InterruptedException if the thread was told to stop before
   */
  ProcessPool start(ProcessPoolBuilder builder) throws InterruptedException {
    synchronized (this) {
      if (stopped) {
        throw new InterruptedException();
      }
      underWay = true;
    }
    try {
      return builder.build();
    } finally {
      synchronized (this) {
        underWay = false;
        if (stopped) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /**
   * Has the thread stop: now, or before the next start.
   *
   * @return whether it has been told; not while it starts a pool, whose processes end with this one
   */
  synchronized boolean stop(Thread thread) {
    stopped = true;
    if (!underWay) {
      thread.interrupt();
    }
    return !underWay;
  }
}
