package dev.baton.store.blob;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must stay in the host store while something refers to it: a task that is under way, or a
 * shared object. Thread-safe.
 */
public final class Luggage {

  private final Deque<Runnable> kept = new ArrayDeque<>();

  /**
   * Keeps what an encoded object refers to.
   *
   * @throws IllegalStateException if it is a handle that is closed
   */
  public synchronized void keep(Object reference) {
    if (reference instanceof SharedBlob<?> handle) {
      kept.push(handle.pin());
    }
  }

  /** Keeps something until it is released. */
  public synchronized void keep(Runnable release) {
    kept.push(release);
  }

  /** Whether nothing is kept. */
  public synchronized boolean isEmpty() {
    return kept.isEmpty();
  }

  /** Lets all go; does nothing the second time. */
  public synchronized void drop() {
    while (!kept.isEmpty()) {
      kept.pop().run();
    }
  }
}
