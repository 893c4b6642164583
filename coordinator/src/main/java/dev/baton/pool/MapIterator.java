package dev.baton.pool;

import dev.baton.BatonException;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Applies a function to inputs in the workers, with a bounded number of tasks under way: the inputs
 * may be without end, and larger together than the memory. What is under way is cancelled when
 * nobody refers to the iterator any more. For one thread at a time, except for {@link #close}.
 */
final class MapIterator<T extends @Nullable Object, R extends @Nullable Object>
    implements Iterator<MapResult<T, R>> {

  private final MapInputs<T> inputs;
  private final Function<T, MapTask<T, R>> submitter;
  private final ReadAhead ahead;
  private final ResultOrder<T, R> order;
  private final MapTasks<T, R> tasks;

  /**
   * An iterator; nothing is taken yet.
   *
   * @param submitter must not refer to the iterator, nor may what it submits
   * @param onEnd called when no task will be submitted any more; perhaps more than once
   */
  MapIterator(
      Iterator<? extends T> inputs,
      Function<T, MapTask<T, R>> submitter,
      Runnable onEnd,
      ReadAhead ahead,
      ResultOrder<T, R> order) {
    this.inputs = new MapInputs<>(inputs);
    this.submitter = submitter;
    this.ahead = ahead;
    this.order = order;
    MapTasks<T, R> tasks = new MapTasks<>(onEnd);
    this.tasks = tasks;
    var _ = PoolCleaner.CLEANER.register(this, tasks::close);
  }

  @Override
  public boolean hasNext() {
    boolean hasNext =
        !tasks.isClosed() && (tasks.size() > 0 || inputs.hasNext() || inputs.haveFailed());
    if (!hasNext) {
      tasks.end();
    }
    return hasNext;
  }

  @Override
  public MapResult<T, R> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      fill();
      if (tasks.size() == 0) {
        inputs.throwFailure();
        throw new NoSuchElementException("The results were closed meanwhile.");
      }
      MapTask<T, R> task = order.take();
      MapResult<T, R> result = result(task);
      tasks.remove(task);
      ahead.taken();
      return result;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new BatonException("Interrupted while waiting for a result; the rest is cancelled.", e);
    } catch (Throwable e) {
      close();
      throw e;
    } finally {
      Reference.reachabilityFence(this); // or it may seem to be garbage while it waits
    }
  }

  /** Cancels what is under way; there are no more results then. Thread-safe. */
  void close() {
    tasks.close();
  }

  private void fill() {
    for (int added = 0; ahead.hasRoom(tasks.size(), tasks.bytes()); added++) {
      if (added >= ReadAhead.INPUTS_PER_RESULT && order.ready()) {
        return;
      }
      if (!inputs.next(this::submit)) {
        return;
      }
    }
  }

  private void submit(T input) {
    MapTask<T, R> task = submitter.apply(input);
    tasks.add(task);
    order.add(task);
  }

  private MapResult<T, R> result(MapTask<T, R> task) throws InterruptedException {
    try {
      return new MapResult<>(task.input, task.future.get(), null);
    } catch (ExecutionException e) {
      return new MapResult<>(task.input, null, e.getCause());
    }
  }
}
