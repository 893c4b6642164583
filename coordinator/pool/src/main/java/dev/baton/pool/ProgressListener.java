package dev.baton.pool;

/** Learns how far a pool has come; see {@link ProcessPoolBuilder#progress}. */
@FunctionalInterface
public interface ProgressListener {

  /**
   * Called when something has changed, at most ten times a second, and once more when the pool
   * ends; by a thread that does nothing else. Whatever it throws is logged and has no other effect.
   *
   * @param progress how far the pool has come
   */
  void onProgress(Progress progress);
}
