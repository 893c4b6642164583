package dev.baton.pool;

import org.jspecify.annotations.Nullable;

/** Inputs of a map that were submitted together, and what becomes of each. Compared by identity. */
interface MapChunk<T extends @Nullable Object, R extends @Nullable Object> {

  /** Told that some inputs are done with. */
  @FunctionalInterface
  interface EndListener {

    /** So many have ended, from this one on. */
    void ended(int first, int items);
  }

  /** How many inputs there are. */
  int size();

  /** How much they hand over. */
  long bytes();

  /** Whether an input is done with. */
  boolean hasEnded(int item);

  /**
   * What became of an input; waits for it.
   *
   * @throws java.util.concurrent.CancellationException if it was cancelled
   */
  MapResult<T, R> result(int item) throws InterruptedException;

  /**
   * Has a listener told of each input once, at once of those that are done with; of one listener.
   *
   * @param listener quick, and none that throws; called on the thread that ends the task
   */
  void onEnd(EndListener listener);

  /** Cancels what is left, and interrupts what runs. */
  void cancel();
}
