package dev.baton.broker;

import java.lang.management.ManagementFactory;

/** Decides the heap size of a broker. */
final class BrokerHeap {

  /** Enough for small records; a broker without clients uses some 60 MiB. */
  private static final long LEAST_BYTES = 384L << 20;

  /**
   * Enough for several records of 64 MiB at once. More is never used: files are cached by the
   * kernel.
   */
  private static final long MOST_BYTES = 1L << 30;

  private static final int SHARE_OF_MEMORY = 8;

  private BrokerHeap() {}

  /** An eighth of the memory that this JVM may use, within the bounds above. */
  static long defaultBytes() {
    long memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : LEAST_BYTES * SHARE_OF_MEMORY;
    return Math.clamp(memory / SHARE_OF_MEMORY, LEAST_BYTES, MOST_BYTES);
  }
}
