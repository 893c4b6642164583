package dev.baton.pool;

import dev.baton.store.blob.SharedBlob;
import java.util.ArrayDeque;
import java.util.Deque;

/** What must stay in the host store while a task that refers to it is under way. Thread-safe. */
final class Luggage {

  private final Deque<Runnable> kept = new ArrayDeque<>();

  /**
   * Keeps what an encoded object refers to.
   *
   * @throws IllegalStateException if it is a handle that is closed
   */
  synchronized void keep(Object reference) {
    if (reference instanceof SharedBlob<?> handle) {
      kept.push(handle.pin());
    }
  }

  /** Keeps something until it is released. */
  synchronized void keep(Runnable release) {
    kept.push(release);
  }

  synchronized boolean isEmpty() {
    return kept.isEmpty();
  }

  /** Lets all go; does nothing the second time. */
  synchronized void drop() {
    while (!kept.isEmpty()) {
      kept.pop().run();
    }
  }
}
