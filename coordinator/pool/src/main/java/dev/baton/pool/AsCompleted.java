package dev.baton.pool;

import dev.baton.BatonException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Futures, each once, in the order in which they end. Each iterator is for one thread. */
final class AsCompleted<T extends @Nullable Object> implements Iterable<TaskFuture<T>> {

  private final List<TaskFuture<T>> futures;
  private final Duration limit;

  /**
   * Futures.
   *
   * @param limit how long an iteration may take
   */
  AsCompleted(Collection<? extends TaskFuture<T>> futures, Duration limit) {
    Set<TaskFuture<T>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    this.futures =
        Objects.requireNonNull(futures, "futures").stream()
            .<TaskFuture<T>>map(future -> Objects.requireNonNull(future, "future"))
            .filter(seen::add)
            .toList();
    this.limit = limit;
  }

  @Override
  public Iterator<TaskFuture<T>> iterator() {
    BlockingQueue<TaskFuture<T>> ended = new LinkedBlockingQueue<>();
    futures.forEach(future -> PoolFuture.onEnd(future, () -> ended.add(future)));
    long beginNs = System.nanoTime();
    return new Iterator<>() {
      private int left = futures.size();

      @Override
      public boolean hasNext() {
        return left > 0;
      }

      @Override
      public TaskFuture<T> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        TaskFuture<T> next = ended.poll(); // what is there is given to an interrupted thread too
        if (next == null) {
          next = await();
        }
        left--;
        return next;
      }

      private TaskFuture<T> await() {
        try {
          long leftNs = limit.toNanos() - (System.nanoTime() - beginNs);
          TaskFuture<T> next = ended.poll(leftNs, TimeUnit.NANOSECONDS);
          if (next == null) {
            throw new CompletionTimeoutException(
                left + " of " + futures.size() + " tasks have not ended within " + limit + ".");
          }
          return next;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new BatonException("Interrupted while waiting for a task to end.", e);
        }
      }
    };
  }
}
