package dev.baton;

/**
 * A number that all tasks on a host share, in the host's shared memory.
 *
 * {@snippet lang="java" :
 * SharedCounter lines = pool.counter("lines");
 * pool.submit(() -> lines.add(42)).get();
 * }
 *
 * <p>Each operation is atomic across all threads of all processes, and takes no lock: what a killed
 * process has added remains, and nobody has to wait for it.
 *
 * <p>Each host has its own counters. A counter starts at 0 and wraps around as a {@code long} does.
 *
 * <p>Thread-safe. Every method throws {@link IllegalStateException} once the counters have been
 * closed in this process.
 */
public interface SharedCounter {

  /** {@return the name it was created with} */
  String name();

  /** {@return the current value} */
  long get();

  /**
   * Sets the value, and overwrites what others have added so far; see {@link #add}.
   *
   * @param value the value it gets
   */
  void set(long value);

  /**
   * Adds to the value.
   *
   * @param delta may be negative
   * @return the value right after this addition
   */
  long add(long delta);

  /**
   * Adds 1.
   *
   * @return the value right after this addition
   */
  default long increment() {
    return add(1);
  }

  /**
   * Sets the value if it is {@code expected}.
   *
   * @param expected the value it must have
   * @param value the value it gets
   * @return whether it was set
   */
  boolean compareAndSet(long expected, long value);
}
