package dev.baton.collect;

import dev.baton.BlobGoneException;
import dev.baton.ledger.Delivery;
import dev.baton.wire.ResultBatch;
import java.util.function.Consumer;

/** Takes over the data that comes with results. Thread-safe. */
@FunctionalInterface
public interface ResultIntake {

  /**
   * Takes over what came with a result from this host.
   *
   * @throws BlobGoneException if it is no longer there
   */
  Delivery take(ResultBatch.Entry result);

  /**
   * Fetches what a result from another host has left on the log. Returns at once; then one of the
   * two is told, on another thread.
   *
   * @param onGone told if the data is no longer there
   */
  default void fetch(
      ResultBatch.Entry result,
      Consumer<? super Delivery> onFetched,
      Consumer<? super BlobGoneException> onGone) {
    onGone.accept(new BlobGoneException("A result lies on another host."));
  }
}
