package dev.baton.advise;

import java.util.function.Function;

/** Measures what it costs to start threads, in some hundredths of a second. */
final class ThreadCost {

  private static final int WARM_UP = 20;
  private static final int TIMES = 100;

  private ThreadCost() {}

  /** The overheads with those of threads as they are here and now. */
  static Overheads measured(Overheads otherwise) throws InterruptedException {
    Function<Runnable, Thread> platform = Thread.ofPlatform().daemon()::start;
    return otherwise.withThreads(startNs(platform), startNs(Thread.ofVirtual()::start));
  }

  private static double startNs(Function<Runnable, Thread> start) throws InterruptedException {
    long began = 0;
    for (int i = 0; i < WARM_UP + TIMES; i++) {
      if (i == WARM_UP) {
        began = System.nanoTime();
      }
      start.apply(() -> {}).join();
    }
    return (double) (System.nanoTime() - began) / TIMES;
  }
}
