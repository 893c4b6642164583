package dev.baton.store.handle;

import dev.baton.store.area.BlobRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What must stay in the host store while something refers to it: a task that is under way, or a
 * shared object. Thread-safe.
 */
public final class PinnedBlobs {

  private final Deque<Runnable> pins = new ArrayDeque<>();
  private final Set<BlobRef> refs = new LinkedHashSet<>(0);

  /**
   * Pins what an encoded object refers to.
   *
   * @throws IllegalStateException if it is a handle that is closed
   */
  public synchronized void pin(Object reference) {
    if (reference instanceof SharedBlob<?> handle) {
      pins.push(handle.pin());
      refs.addAll(handle.refs());
    }
  }

  /**
   * Takes over a blob that is pinned already.
   *
   * @param ref what it is
   * @param release lets it go; run once
   */
  synchronized void add(BlobRef ref, Runnable release) {
    refs.add(ref);
    pins.push(release);
  }

  /** All that was pinned, with what that refers to in turn: whoever reads one may need all. */
  public synchronized Set<BlobRef> refs() {
    return Set.copyOf(refs);
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
