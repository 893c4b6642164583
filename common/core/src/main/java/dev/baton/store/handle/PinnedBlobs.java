package dev.baton.store.handle;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must stay in the host store while something refers to it: a task that is under way, or a
 * shared object. Thread-safe.
 */
public final class PinnedBlobs {

  private final Deque<Runnable> pins = new ArrayDeque<>();

  /**
   * Pins what an encoded object refers to.
   *
   * @throws IllegalStateException if it is a handle that is closed
   */
  public synchronized void pin(Object reference) {
    if (reference instanceof SharedBlob<?> handle) {
      pins.push(handle.pin());
    }
  }

  /**
   * Takes over a blob that is pinned already.
   *
   * @param release lets it go; run once
   */
  synchronized void add(Runnable release) {
    pins.push(release);
  }

  /** Whether nothing is pinned. */
  public synchronized boolean isEmpty() {
    return pins.isEmpty();
  }

  /** Lets all go; does nothing the second time. */
  public synchronized void release() {
    while (!pins.isEmpty()) {
      pins.pop().run();
    }
  }
}
