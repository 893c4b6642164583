package dev.baton.pool;

import java.util.function.Supplier;

/** Tells a listener how far the pool is, ten times a second at most. */
final class ProgressTicker implements Runnable {

  private static final long PERIOD_MS = 100;

  private final Supplier<Progress> progress;
  private final ProgressListener listener;

  ProgressTicker(Supplier<Progress> progress, ProgressListener listener) {
    this.progress = progress;
    this.listener = listener;
  }

  /** Runs until it is interrupted, and then tells the listener once more. */
  @Override
  public void run() {
    Progress last = new Progress(0, 0, 0, 0, 0);
    try {
      while (true) {
        Thread.sleep(PERIOD_MS);
        Progress now = progress.get();
        if (!now.equals(last)) {
          last = now;
          tell(now);
        }
      }
    } catch (InterruptedException e) {
      tell(progress.get());
    }
  }

  /** A listener that fails must not end the telling, nor the pool. */
  private void tell(Progress now) {
    try {
      listener.onProgress(now);
    } catch (RuntimeException e) {
      System.getLogger(ProgressTicker.class.getName())
          .log(System.Logger.Level.WARNING, "The progress listener failed", e);
    }
  }
}
