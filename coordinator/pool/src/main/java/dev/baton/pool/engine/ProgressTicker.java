package dev.baton.pool.engine;

import dev.baton.ledger.Counts;
import dev.baton.pool.thread.Callbacks;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells a listener the pool's progress, at most ten times a second. */
final class ProgressTicker implements Runnable {

  private static final long PERIOD_MS = 100;

  private final Supplier<Counts> progress;
  private final Consumer<Counts> listener;
  private final CountDownLatch stopped = new CountDownLatch(1);

  ProgressTicker(Supplier<Counts> progress, Consumer<Counts> listener) {
    this.progress = progress;
    this.listener = listener;
  }

  /** Makes {@link #run()} return soon. Thread-safe. */
  void stop() {
    stopped.countDown();
  }

  /** Runs until stopped, then tells the listener once more. */
  @Override
  public void run() {
    Counts last = Counts.ZERO;
    while (!isStopped()) {
      Counts now = progress.get();
      if (!now.equals(last)) {
        last = now;
        tell(now);
      }
    }
    tell(progress.get());
  }

  /** Waits for one period. An interrupt was left behind by the listener: it ends nothing. */
  private boolean isStopped() {
    try {
      return stopped.await(PERIOD_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void tell(Counts now) {
    Callbacks.now("progress", listener, now);
  }
}
