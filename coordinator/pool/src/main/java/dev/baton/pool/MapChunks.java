package dev.baton.pool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a map whose results were not all handed out. It refers to nobody who reads these
 * results, so that it can cancel the tasks when there is no reader left. Thread-safe.
 */
final class MapChunks<T extends @Nullable Object, R extends @Nullable Object> {

  private static final class Left {
    private int items;

    private Left(int items) {
      this.items = items;
    }
  }

  private final Map<MapChunk<T, R>, Left> chunks = new LinkedHashMap<>();
  private final Runnable onEnd;

  /** Most results are of the chunk of the one before: looking it up takes longer than the rest. */
  private @Nullable MapChunk<T, R> latest;

  private @Nullable Left leftOfLatest;
  private int size;
  private long bytes;
  private boolean closed;

  /**
   * Nothing yet.
   *
   * @param onEnd called when no chunk will come any more; perhaps more than once
   */
  MapChunks(Runnable onEnd) {
    this.onEnd = onEnd;
  }

  /** How many inputs they have whose results were not handed out. */
  synchronized int size() {
    return size;
  }

  /** How much these hand over. */
  synchronized long bytes() {
    return bytes;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  void add(MapChunk<T, R> chunk) {
    synchronized (this) {
      if (!closed) {
        chunks.put(chunk, new Left(chunk.size()));
        size += chunk.size();
        bytes += chunk.bytes();
        return;
      }
    }
    chunk.cancel();
  }

  /** One of the results of a chunk was handed out. */
  synchronized void handedOut(MapChunk<T, R> chunk) {
    Left left = chunk.equals(latest) ? leftOfLatest : chunks.get(chunk);
    latest = chunk;
    leftOfLatest = left;
    if (left != null) {
      size--;
      left.items--;
      if (left.items == 0) {
        chunks.remove(chunk);
        bytes -= chunk.bytes();
        latest = null;
        leftOfLatest = null;
      }
    }
  }

  /** There will be no more. */
  void end() {
    onEnd.run();
  }

  /** Cancels them all, and all that come. */
  void close() {
    List<MapChunk<T, R>> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(chunks.keySet());
      chunks.clear();
      latest = null;
      leftOfLatest = null;
      size = 0;
      bytes = 0;
    }
    left.forEach(MapChunk::cancel);
    onEnd.run();
  }
}
