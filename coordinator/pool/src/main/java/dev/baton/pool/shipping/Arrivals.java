package dev.baton.pool.shipping;

import dev.baton.BatonException;
import dev.baton.BlobGoneException;
import dev.baton.EnvironmentException;
import dev.baton.collect.ResultIntake;
import dev.baton.ledger.Delivery;
import dev.baton.log.Log;
import dev.baton.log.blob.BlobFetcher;
import dev.baton.log.blob.ChunkTarget;
import dev.baton.pool.data.PoolStore;
import dev.baton.pool.thread.VitalThread;
import dev.baton.store.area.BlobRef;
import dev.baton.store.handle.ResultRefs;
import dev.baton.store.writer.Blob;
import dev.baton.wire.LogPlace;
import dev.baton.wire.ResultBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Fetches the large results of workers on other hosts from the log into the program's part of the
 * host store. Thread-safe.
 */
public final class Arrivals implements ResultIntake, AutoCloseable {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

  private record Expected(
      ResultBatch.Entry result,
      Consumer<? super Delivery> onFetched,
      Consumer<? super BlobGoneException> onGone) {}

  private final PoolStore store;
  private final BlobFetcher fetcher;
  private final BlockingQueue<Expected> expected = new LinkedBlockingQueue<>();
  private final Thread fetching;

  /**
   * Starts without any.
   *
   * @param log not closed by this
   * @param onBroken told if it cannot go on
   */
  public Arrivals(Log log, PoolStore store, Consumer<? super EnvironmentException> onBroken) {
    this.store = store;
    this.fetcher = new BlobFetcher(log);
    this.fetching = VitalThread.start("baton-arrivals", this::fetchAll, onBroken);
  }

  @Override
  public Delivery take(ResultBatch.Entry result) {
    return store.receive(result, List.of());
  }

  @Override
  public void fetch(
      ResultBatch.Entry result,
      Consumer<? super Delivery> onFetched,
      Consumer<? super BlobGoneException> onGone) {
    expected.add(new Expected(result, onFetched, onGone));
  }

  private void fetchAll() {
    try (fetcher) {
      while (true) {
        fetch(expected.take());
      }
    } catch (InterruptedException e) {
      // This is how it ends.
    }
  }

  private void fetch(Expected next) {
    List<Blob> arrived = new ArrayList<>();
    Delivery delivery;
    try {
      List<BlobRef> refs = ResultRefs.of(next.result);
      if (refs.size() != next.result.places().size()) {
        throw new BlobGoneException("A result does not say where its data is.");
      }
      Iterator<LogPlace> places = next.result.places().iterator();
      refs.forEach(ref -> arrived.add(fetch(ref.length(), places.next())));
      delivery = store.receive(next.result, arrived);
    } catch (BatonException | IllegalStateException e) {
      arrived.forEach(Blob::free);
      next.onGone.accept(
          new BlobGoneException("The data of a result did not arrive: " + e.getMessage(), e));
      return;
    }
    next.onFetched.accept(delivery);
  }

  private Blob fetch(long length, LogPlace place) {
    Blob blob = store.blobs().arriving(length);
    try {
      ChunkTarget target = new ChunkTarget(blob.bytes());
      fetcher.fetch(place, target);
      target.requireFull();
      blob.seal();
      return blob;
    } catch (RuntimeException | Error e) {
      blob.free();
      throw e;
    }
  }

  @Override
  public void close() {
    fetcher.stop();
    fetching.interrupt();
    try {
      var _ = fetching.join(STOP_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
