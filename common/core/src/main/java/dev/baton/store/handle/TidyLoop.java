package dev.baton.store.handle;

import dev.baton.BatonException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Tidies up once a second, until it is interrupted. One thread runs it. */
public final class TidyLoop implements Runnable {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Runnable once;

  /** What is to be done each time; what it cannot do now it does the next time. */
  public TidyLoop(Runnable once) {
    this.once = once;
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD);
        tidy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tidy() {
    try {
      once.run();
    } catch (BatonException | IllegalStateException | UncheckedIOException e) {
      // What others do with the store at this moment. If it was closed or taken away, whoever needs
      // it is told.
    }
  }
}
