package dev.baton.worker;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Notices when the JVM does nothing but collect garbage: the heap is so full that each collection
 * makes room only for the next moment. The serial collector has no limit of its own for this. For
 * one thread.
 */
final class GarbageWatch {

  /** As long as a worker may show no sign of life. */
  static final Duration WINDOW = Duration.ofSeconds(10);

  /**
   * HotSpot's parallel collector has a limit of 98 % ({@code GCTimeLimit}); ours must be
   * observable.
   */
  static final double SHARE = 0.95;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private record Look(long ns, long collectingMs) {}

  private final LongSupplier collectingMs;
  private final Deque<Look> looks = new ArrayDeque<>();

  /**
   * Creates a watch.
   *
   * @param collectingMs how long the JVM has collected garbage so far, in milliseconds
   */
  GarbageWatch(LongSupplier collectingMs) {
    this.collectingMs = collectingMs;
  }

  /** A watch over this JVM. */
  static GarbageWatch ofThisJvm() {
    return new GarbageWatch(
        () ->
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum());
  }

  /** Returns whether the JVM did nothing but collect garbage for a whole {@link #WINDOW}. */
  boolean isStuck(long nowNs) {
    if (!looks.isEmpty() && nowNs - looks.getLast().ns() < LOOK_EVERY.toNanos()) {
      return false;
    }
    Look now = new Look(nowNs, collectingMs.getAsLong());
    looks.addLast(now);
    // The first that is kept is the youngest that is at least one window old.
    while (looks.size() > 2 && nowNs - second().ns() >= WINDOW.toNanos()) {
      looks.removeFirst();
    }
    Look then = looks.getFirst();
    long passedNs = nowNs - then.ns();
    double collectedNs = (now.collectingMs() - then.collectingMs()) * 1e6;
    return passedNs >= WINDOW.toNanos() && collectedNs >= SHARE * passedNs;
  }

  private Look second() {
    var all = looks.iterator();
    all.next();
    return all.next();
  }
}
