package dev.baton.store.reader;

import dev.baton.store.area.Arenas;
import dev.baton.store.area.BlobRef;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blobs that a task has opened: the leases and views end with it. Thread-safe, as a task may
 * have threads of its own.
 */
public final class BlobScope implements AutoCloseable {

  private record Open(BlobLease blob, MemorySegment view) {}

  private final BlobReader reader;
  private final Map<BlobRef, Open> open = new HashMap<>();
  private @Nullable Arena arena;
  private final Runnable onClose;
  private boolean closed;

  /**
   * Nothing is open yet.
   *
   * @param onClose called once, after the end
   */
  public BlobScope(BlobReader reader, Runnable onClose) {
    this.reader = reader;
    this.onClose = onClose;
  }

  /**
   * A blob in place, until the scope ends.
   *
   * @throws dev.baton.BlobGoneException if it is not there
   * @throws IllegalStateException if the scope has ended
   */
  public synchronized MemorySegment view(BlobRef ref) {
    if (closed) {
      throw new IllegalStateException("The task that opened " + ref + " has ended.");
    }
    Open known = open.get(ref);
    if (known == null) {
      if (arena == null) {
        arena = Arena.ofShared();
      }
      BlobLease blob = reader.open(ref);
      known = new Open(blob, blob.view(arena));
      open.put(ref, known);
    }
    return known.view;
  }

  /** Whether anything was opened. */
  public synchronized boolean isUsed() {
    return !open.isEmpty();
  }

  /** Whether a blob can be written no more. */
  public synchronized boolean isSealed(BlobRef ref) {
    var _ = view(ref);
    Open known = open.get(ref);
    return known == null || known.blob.isSealed();
  }

  /** Ends all views, then all leases. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      Arenas.close(arena);
      open.values().forEach(each -> each.blob.close());
      open.clear();
    }
    onClose.run();
  }
}
