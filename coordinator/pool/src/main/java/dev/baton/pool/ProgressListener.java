package dev.baton.pool;

/** Told how far a pool has come. */
@FunctionalInterface
public interface ProgressListener {

  /**
   * Called by one thread at most ten times a second, when something has changed, and once at the
   * end. What it throws is logged and goes nowhere else.
   */
  void onProgress(Progress progress);
}
