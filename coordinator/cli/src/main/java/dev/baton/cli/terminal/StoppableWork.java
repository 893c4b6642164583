package dev.baton.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Work that Ctrl-C stops: it may end its pools in order, and the process ends after it. */
public final class StoppableWork {

  private static final Duration END_LIMIT = Duration.ofMillis(3_800);

  private StoppableWork() {}

  /** What is done; it may fail. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /**
   * Does it on this thread. Does not return after a signal.
   *
   * @param stop has this thread stop; returns whether it was told to, so that its end is near
   * @param last what is done before the process ends; only after a signal, on another thread
   */
  public static void run(Work work, Predicate<Thread> stop, Runnable last) throws Exception {
    Thread working = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    try (Interruption interruption =
        new Interruption(
                Interruption.POOL_LIMIT,
                _ -> {
                  if (stop.test(working)) {
                    await(ended);
                  }
                  last.run();
                },
                Interruption.Ending.ofProcess())
            .install()) {
      try {
        work.run();
      } finally {
        ended.countDown();
        interruption.awaitEndIfRequested();
      }
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      var _ = ended.await(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
