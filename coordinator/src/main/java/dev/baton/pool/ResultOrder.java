package dev.baton.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** In which order the results of a map are handed out. For one thread. */
sealed interface ResultOrder<T extends @Nullable Object, R extends @Nullable Object> {

  void add(MapTask<T, R> task);

  /** Whether the next one has ended. */
  boolean ready();

  /** Removes the next one; waits until there is one, though perhaps not until it has ended. */
  MapTask<T, R> take() throws InterruptedException;

  /** In the order of the inputs. */
  final class AsSubmitted<T extends @Nullable Object, R extends @Nullable Object>
      implements ResultOrder<T, R> {

    private final Deque<MapTask<T, R>> tasks = new ArrayDeque<>();

    @Override
    public void add(MapTask<T, R> task) {
      tasks.addLast(task);
    }

    @Override
    public boolean ready() {
      MapTask<T, R> first = tasks.peekFirst();
      return first != null && first.future.isDone();
    }

    @Override
    public MapTask<T, R> take() {
      return tasks.removeFirst();
    }
  }

  /** As they end. */
  final class AsEnded<T extends @Nullable Object, R extends @Nullable Object>
      implements ResultOrder<T, R> {

    private final BlockingQueue<MapTask<T, R>> ended = new LinkedBlockingQueue<>();

    @Override
    public void add(MapTask<T, R> task) {
      PoolFuture.onEnd(task.future, () -> ended.add(task));
    }

    @Override
    public boolean ready() {
      return !ended.isEmpty();
    }

    @Override
    public MapTask<T, R> take() throws InterruptedException {
      return ended.take();
    }
  }
}
