package dev.baton.pool;

import dev.baton.BatonException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Futures in the order in which they end. Each iterator begins anew and is for one thread. */
final class AsCompleted<T extends @Nullable Object> implements Iterable<TaskFuture<T>> {

  private final List<TaskFuture<T>> futures;

  AsCompleted(Collection<? extends TaskFuture<T>> futures) {
    this.futures = List.copyOf(futures);
  }

  @Override
  public Iterator<TaskFuture<T>> iterator() {
    BlockingQueue<TaskFuture<T>> ended = new LinkedBlockingQueue<>();
    futures.forEach(future -> future.whenDone(_ -> ended.add(future)));
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
        try {
          TaskFuture<T> next = ended.take();
          left--;
          return next;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new BatonException("Interrupted while waiting for a task to end.", e);
        }
      }
    };
  }
}
