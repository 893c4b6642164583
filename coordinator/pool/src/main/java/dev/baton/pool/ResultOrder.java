package dev.baton.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** In which order the results of a map are handed out. For one thread. */
sealed interface ResultOrder<T extends @Nullable Object, R extends @Nullable Object> {

  void add(MapChunk<T, R> chunk);

  /** Whether the next one has ended. */
  boolean ready();

  /** Goes to the next one; waits until there is one, though perhaps not until it has ended. */
  void next() throws InterruptedException;

  /** The chunk that it is in. */
  MapChunk<T, R> chunk();

  /** Its place in the chunk. */
  int item();

  /** In the order of the inputs. */
  final class AsSubmitted<T extends @Nullable Object, R extends @Nullable Object>
      implements ResultOrder<T, R> {

    private final Deque<MapChunk<T, R>> later = new ArrayDeque<>();
    private @Nullable MapChunk<T, R> chunk;
    private int item;

    @Override
    public void add(MapChunk<T, R> added) {
      later.addLast(added);
    }

    @Override
    public boolean ready() {
      MapChunk<T, R> now = chunk;
      if (now != null && item + 1 < now.size()) {
        return now.hasEnded(item + 1);
      }
      MapChunk<T, R> first = later.peekFirst();
      return first != null && first.hasEnded(0);
    }

    @Override
    public void next() {
      item++;
      if (chunk == null || item == chunk.size()) {
        chunk = later.removeFirst();
        item = 0;
      }
    }

    @Override
    public MapChunk<T, R> chunk() {
      return Objects.requireNonNull(chunk, "next() comes first");
    }

    @Override
    public int item() {
      return item;
    }
  }

  /** As they end. */
  final class AsEnded<T extends @Nullable Object, R extends @Nullable Object>
      implements ResultOrder<T, R> {

    private record Ended<T extends @Nullable Object, R extends @Nullable Object>(
        MapChunk<T, R> chunk, int from, int to) {}

    private final BlockingQueue<Ended<T, R>> later = new LinkedBlockingQueue<>();
    private @Nullable Ended<T, R> ended;
    private int item;

    @Override
    public void add(MapChunk<T, R> chunk) {
      BlockingQueue<Ended<T, R>> queue = later;
      chunk.onEnd((first, items) -> queue.add(new Ended<>(chunk, first, first + items)));
    }

    @Override
    public boolean ready() {
      return (ended != null && item + 1 < ended.to) || !later.isEmpty();
    }

    @Override
    public void next() throws InterruptedException {
      item++;
      if (ended == null || item == ended.to) {
        Ended<T, R> next = later.take();
        ended = next;
        item = next.from;
      }
    }

    @Override
    public MapChunk<T, R> chunk() {
      return Objects.requireNonNull(ended, "next() comes first").chunk;
    }

    @Override
    public int item() {
      return item;
    }
  }
}
