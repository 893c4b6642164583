package dev.baton.pool;

import dev.baton.BatonException;
import dev.baton.pool.data.PoolCleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Applies a function to inputs in the workers, with a bounded number of tasks under way: the inputs
 * may be without end, and larger together than the memory. What is under way is cancelled when
 * nobody refers to the iterator any more. For one thread at a time, except for {@link #close}.
 */
final class MapIterator<T extends @Nullable Object, R extends @Nullable Object>
    implements Iterator<MapResult<T, R>> {

  private static final int FILLS_PER_CHUNK = 16;

  private final MapInputs<T> inputs;
  private final MapSubmitter<T, R> submitter;
  private final ReadAhead ahead;
  private final ResultOrder<T, R> order;
  private final MapChunks<T, R> chunks;

  /** How many results were handed out since inputs were last looked for. */
  private int unfilled;

  /** The size of the chunk of the last result. */
  private int chunkSize;

  /**
   * An iterator; nothing is taken yet.
   *
   * @param submitter must not refer to the iterator, nor may what it submits
   * @param onEnd called when no task will be submitted any more; perhaps more than once
   */
  MapIterator(
      Iterator<? extends T> inputs,
      MapSubmitter<T, R> submitter,
      Runnable onEnd,
      ReadAhead ahead,
      ResultOrder<T, R> order) {
    this.inputs = new MapInputs<>(inputs);
    this.submitter = submitter;
    this.ahead = ahead;
    this.order = order;
    MapChunks<T, R> chunks = new MapChunks<>(onEnd);
    this.chunks = chunks;
    var _ = PoolCleaner.CLEANER.register(this, chunks::close);
  }

  @Override
  public boolean hasNext() {
    boolean hasNext =
        !chunks.isClosed() && (chunks.size() > 0 || inputs.hasNext() || inputs.haveFailed());
    if (!hasNext) {
      chunks.end();
    }
    return hasNext;
  }

  @Override
  public MapResult<T, R> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      if (isTimeToFill()) {
        fill();
      }
      if (chunks.size() == 0) {
        inputs.throwFailure();
        throw new NoSuchElementException("The results were closed meanwhile.");
      }
      order.next();
      MapResult<T, R> result = order.chunk().result(order.item());
      chunkSize = order.chunk().size();
      chunks.handedOut(order.chunk());
      ahead.taken();
      unfilled++;
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
    chunks.close();
  }

  /** A result of a large chunk makes hardly any room for another such chunk. */
  private boolean isTimeToFill() {
    return unfilled >= chunkSize / FILLS_PER_CHUNK || !order.ready();
  }

  private void fill() {
    unfilled = 0;
    int added = 0;
    while (added < ReadAhead.INPUTS_PER_RESULT || !order.ready()) {
      int room = ahead.room(chunks.size(), chunks.bytes());
      int taken = room == 0 ? 0 : submitter.submit(inputs, ahead.allowed(), room, this::submitted);
      if (taken == 0) {
        return;
      }
      added += taken;
    }
  }

  private void submitted(MapChunk<T, R> chunk) {
    chunks.add(chunk);
    order.add(chunk);
  }
}
