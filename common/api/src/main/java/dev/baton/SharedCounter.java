package dev.baton;

/**
 * A number that all tasks on a host share, in the host's shared memory. Each operation is atomic
 * for all threads of all processes, and takes no lock: a process that is killed leaves what it
 * added, and holds up nobody.
 *
 * <p>Each host has counters of its own; a counter starts with 0 and wraps around as a {@code long}
 * does.
 *
 * <p>Thread-safe. Every method throws {@link IllegalStateException} once the counters were closed
 * in this process.
 */
public interface SharedCounter {

  /** The name it was made with. */
  String name();

  /** What it says now. */
  long get();

  /** Replaces what it says. Additions of others are lost if they come before; see {@link #add}. */
  void set(long value);

  /**
   * Adds to it.
   *
   * @param delta may be negative
   * @return what it said right after this addition
   */
  long add(long delta);

  /**
   * Adds 1.
   *
   * @return what it said right after this addition
   */
  default long increment() {
    return add(1);
  }

  /**
   * Replaces what it says if that is {@code expected}.
   *
   * @return whether it was
   */
  boolean compareAndSet(long expected, long value);
}
