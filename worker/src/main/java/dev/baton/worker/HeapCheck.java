package dev.baton.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import org.jspecify.annotations.Nullable;

/**
 * Whether a task that overflowed the heap has let go of it. One that keeps what it made, in a
 * static field or on a thread of its own, would let all that follow fail. Thread-safe.
 */
final class HeapCheck {

  static final String REASON = "a task overflowed its heap and has not let go of it.";

  /** With less free than a tenth the collector runs most of the time. */
  private static final double HELD = 0.9;

  /** Enough to encode a failure and to send it. */
  private static final int RESERVE_BYTES = 1 << 20;

  /** Where an error hides; a chain of causes may be endless. */
  private static final int DEEPEST_CAUSE = 20;

  @SuppressWarnings("UnusedVariable") // its room is used, when it is gone
  private volatile byte @Nullable [] reserve = new byte[RESERVE_BYTES];

  /**
   * A task has failed. If memory is what it failed of, this gives up a reserve, so that there is
   * room to say so.
   *
   * @return whether it failed of memory
   */
  boolean failedOfMemory(Throwable failure) {
    if (!isOutOfMemory(failure)) {
      return false;
    }
    reserve = null;
    return true;
  }

  /** Looks at the heap, which takes a full collection. */
  boolean isHeld() {
    System.gc();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    boolean held = heap.getUsed() > HELD * heap.getMax();
    if (!held) {
      reserve = new byte[RESERVE_BYTES];
    }
    return held;
  }

  /** The failure's own methods are the user's, and may fail. */
  private static boolean isOutOfMemory(Throwable failure) {
    try {
      @Nullable Throwable each = failure;
      for (int depth = 0; each != null && depth < DEEPEST_CAUSE; depth++) {
        if (each instanceof OutOfMemoryError) {
          return true;
        }
        each = each.getCause();
      }
      return false;
    } catch (RuntimeException | Error e) {
      return e instanceof OutOfMemoryError;
    }
  }
}
