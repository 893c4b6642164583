package dev.baton.pool;

import dev.baton.BatonException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Applies a function to inputs in the workers, with a bounded number of tasks under way: the inputs
 * may be without end, and larger together than the memory. For one thread.
 */
final class MapIterator<T extends @Nullable Object, R extends @Nullable Object>
    implements Iterator<MapResult<T, R>> {

  /** Large inputs make the window smaller: what is under way is held here in its encoded form. */
  private static final long WINDOW_BYTES = 128L << 20;

  /**
   * Each result that is taken makes room for more than one input, so that the window fills while
   * results flow.
   */
  private static final int INPUTS_PER_RESULT = 4;

  private final Iterator<? extends T> inputs;
  private final Function<T, InFlight<T, R>> submitter;
  private final Runnable onEnd;
  private final int window;
  private final ResultOrder<T, R> order;
  private final Set<InFlight<T, R>> underWay = new LinkedHashSet<>();
  private long bytesUnderWay;
  private boolean closed;

  /**
   * An iterator; nothing is taken yet.
   *
   * @param onEnd called when no task will be submitted any more; perhaps more than once
   */
  MapIterator(
      Iterator<? extends T> inputs,
      Function<T, InFlight<T, R>> submitter,
      Runnable onEnd,
      int window,
      ResultOrder<T, R> order) {
    this.inputs = inputs;
    this.submitter = submitter;
    this.onEnd = onEnd;
    this.window = window;
    this.order = order;
  }

  @Override
  public boolean hasNext() {
    boolean hasNext = !closed && (!underWay.isEmpty() || inputs.hasNext());
    if (!hasNext) {
      onEnd.run();
    }
    return hasNext;
  }

  @Override
  public MapResult<T, R> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    fill();
    try {
      InFlight<T, R> task = order.take();
      MapResult<T, R> result = result(task);
      underWay.remove(task);
      bytesUnderWay -= task.bytes;
      return result;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new BatonException("Interrupted while waiting for a result; the rest is cancelled.", e);
    }
  }

  /** Cancels what is under way; there are no more results then. */
  void close() {
    closed = true;
    underWay.forEach(task -> task.future.cancel(true));
    underWay.clear();
    onEnd.run();
  }

  private void fill() {
    for (int added = 0; hasRoom() && inputs.hasNext(); added++) {
      if (added >= INPUTS_PER_RESULT && order.ready()) {
        return;
      }
      InFlight<T, R> task = submitter.apply(inputs.next());
      underWay.add(task);
      bytesUnderWay += task.bytes;
      order.add(task);
    }
  }

  private boolean hasRoom() {
    return underWay.isEmpty() || (underWay.size() < window && bytesUnderWay < WINDOW_BYTES);
  }

  private MapResult<T, R> result(InFlight<T, R> task) throws InterruptedException {
    try {
      return new MapResult<>(task.input, task.future.get(), null);
    } catch (ExecutionException e) {
      return new MapResult<>(task.input, null, e.getCause());
    }
  }
}
