package dev.baton.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a task that overflowed the heap has released its memory. A task that keeps it, in
 * a static field or on its own thread, would make all following tasks fail. Thread-safe.
 */
final class HeapCheck {

  static final String REASON = "a task overflowed its heap and has not let go of it.";

  /** With less than a tenth free, the collector runs most of the time. */
  private static final double HELD = 0.9;

  /** Enough to encode and send a failure. */
  private static final int RESERVE_BYTES = 1 << 20;

  /** How deep to look for the error; a chain of causes may be endless. */
  private static final int DEEPEST_CAUSE = 20;

  @SuppressWarnings("UnusedVariable") // its memory is used once it is freed
  private volatile byte @Nullable [] reserve = new byte[RESERVE_BYTES];

  /**
   * Examines a task's failure. If the task ran out of memory, this frees a reserve, so that there
   * is room to report it.
   *
   * @return whether it ran out of memory
   */
  boolean failedOfMemory(Throwable failure) {
    if (!isOutOfMemory(failure)) {
      return false;
    }
    reserve = null;
    return true;
  }

  /** Examines the heap, which takes a full collection. */
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
