package dev.baton.measure.latency;

import dev.baton.measure.Samples;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Does something again and again at fixed times, whether or not the last one was over late, and
 * measures each from the time when it was to begin. What waits behind a slow one is slow too: to
 * leave that out, as measuring one after the other does, is known as coordinated omission (Gil
 * Tene, "How NOT to measure latency"). For one thread.
 */
final class OpenLoop {

  private static final long SPIN_NS = 50_000;

  private final long intervalNs;
  private final Samples samples = new Samples();

  OpenLoop(int perSecond) {
    this.intervalNs = Duration.ofSeconds(1).toNanos() / perSecond;
  }

  /** Something that may fail, which ends the loop. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /** Does it so many times. */
  void run(int times, Action action) throws Exception {
    long startNs = System.nanoTime();
    for (int i = 0; i < times; i++) {
      long dueNs = startNs + i * intervalNs;
      await(dueNs);
      action.run();
      samples.add(Duration.ofNanos(System.nanoTime() - dueNs));
    }
  }

  Samples samples() {
    return samples;
  }

  /** Sleeping alone would begin late, by what the kernel rounds up. */
  private static void await(long dueNs) throws InterruptedException {
    for (long leftNs = dueNs - System.nanoTime(); leftNs > 0; leftNs = dueNs - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (leftNs > SPIN_NS) {
        LockSupport.parkNanos(leftNs - SPIN_NS);
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
