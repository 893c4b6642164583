package dev.baton.measure;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches how much memory this process and all that it has started have at most, by looking now and
 * then. Thread-safe.
 */
public final class PeakMemory implements AutoCloseable {

  /** A look takes some milliseconds, most of it to find the processes: a few per cent of a core. */
  private static final long LOOK_EVERY_MS = 100;

  private final AtomicLong bytes = new AtomicLong();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("baton-measure-memory").start(this::run);

  /** The most that was seen so far, in bytes; 0 where nothing is known. */
  public long bytes() {
    return bytes.get();
  }

  /** Looks a last time, and no more. */
  @Override
  public void close() {
    thread.interrupt();
    look();
  }

  private void run() {
    try {
      while (true) {
        look();
        Thread.sleep(LOOK_EVERY_MS);
      }
    } catch (InterruptedException e) {
      // It is closed.
    }
  }

  private void look() {
    long now = ProcessTree.memory().orElse(0L);
    bytes.accumulateAndGet(now, Math::max);
  }
}
