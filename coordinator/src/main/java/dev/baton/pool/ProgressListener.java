package dev.baton.pool;

/** Told how far a pool has come. */
@FunctionalInterface
public interface ProgressListener {

  /**
   * Called by one thread at most ten times a second, when something has changed, and once at the
   * end.
   */
  void onProgress(Progress progress);
}
