package dev.baton.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The first success of many; what {@code AbstractExecutorService} does with wrappers that cannot
 * travel.
 */
final class InvokeAny {

  private InvokeAny() {}

  static <T extends @Nullable Object> T first(
      ProcessPool pool, Collection<? extends Callable<T>> calls, long limitNs)
      throws InterruptedException, ExecutionException, TimeoutException {
    Objects.requireNonNull(calls, "tasks");
    calls.forEach(call -> Objects.requireNonNull(call, "task"));
    if (calls.isEmpty()) {
      throw new IllegalArgumentException("invokeAny needs at least one task.");
    }
    // Not the other way round: what is overdue by 292 years would have as much time again.
    long beginNs = System.nanoTime();
    BlockingQueue<TaskFuture<T>> ended = new LinkedBlockingQueue<>();
    List<TaskFuture<T>> futures = new ArrayList<>(calls.size());
    try {
      for (Callable<T> call : calls) {
        TaskFuture<T> future = pool.submit(call);
        futures.add(future);
        PoolFuture.onEnd(future, () -> ended.add(future));
      }
      ExecutionException last = null;
      for (int i = 0; i < futures.size(); i++) {
        TaskFuture<T> next =
            limitNs == Long.MAX_VALUE
                ? ended.take()
                : ended.poll(
                    Math.max(0, limitNs) - (System.nanoTime() - beginNs), TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new TimeoutException("No task succeeded within the time given.");
        }
        try {
          return next.get();
        } catch (ExecutionException e) {
          last = e;
        } catch (CancellationException e) {
          last = new ExecutionException(e);
        }
      }
      throw Objects.requireNonNull(last, "there was at least one task");
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
  }
}
