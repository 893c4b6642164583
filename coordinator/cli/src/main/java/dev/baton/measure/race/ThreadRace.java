package dev.baton.measure.race;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads of this JVM that count at the same time. */
final class ThreadRace {

  private ThreadRace() {}

  static RoundResult run(RaceVariant variant, int threads, long updates)
      throws InterruptedException {
    ThreadCounts counts = new ThreadCounts();
    Count count = counts.by(variant);
    CyclicBarrier start = new CyclicBarrier(threads);
    Callable<Long> one =
        () -> {
          start.await();
          long startNs = System.nanoTime();
          count.up(updates);
          return System.nanoTime() - startNs;
        };
    long longest = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Long>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(one);
      }
      for (Future<Long> took : pool.invokeAll(all)) {
        longest = Math.max(longest, took.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A thread could not count.", e);
    }
    return new RoundResult(threads * updates, counts.value(variant), longest);
  }
}
