package dev.baton.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** In which order the results of a map are handed out. For one thread. */
sealed interface ResultOrder<T extends @Nullable Object, R extends @Nullable Object> {

  void add(InFlight<T, R> task);

  /** Whether the next one has ended. */
  boolean ready();

  /** Removes the next one; waits until there is one, though perhaps not until it has ended. */
  InFlight<T, R> take() throws InterruptedException;

  /** In the order of the inputs. */
  final class AsSubmitted<T extends @Nullable Object, R extends @Nullable Object>
      implements ResultOrder<T, R> {

    private final Deque<InFlight<T, R>> tasks = new ArrayDeque<>();

    @Override
    public void add(InFlight<T, R> task) {
      tasks.addLast(task);
    }

    @Override
    public boolean ready() {
      InFlight<T, R> first = tasks.peekFirst();
      return first != null && first.future.isDone();
    }

    @Override
    public InFlight<T, R> take() {
      return tasks.removeFirst();
    }
  }

  /** As they end. */
  final class AsEnded<T extends @Nullable Object, R extends @Nullable Object>
      implements ResultOrder<T, R> {

    private final BlockingQueue<InFlight<T, R>> ended = new LinkedBlockingQueue<>();

    @Override
    public void add(InFlight<T, R> task) {
      PoolFuture.onEnd(task.future, () -> ended.add(task));
    }

    @Override
    public boolean ready() {
      return !ended.isEmpty();
    }

    @Override
    public InFlight<T, R> take() throws InterruptedException {
      return ended.take();
    }
  }
}
