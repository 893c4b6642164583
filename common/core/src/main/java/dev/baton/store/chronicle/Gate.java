package dev.baton.store.chronicle;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps memory mapped while threads are inside, and turns away those that come later: an access to
 * unmapped memory would end the JVM. Thread-safe.
 */
final class Gate {

  private static final int CLOSED = Integer.MIN_VALUE;

  private final AtomicInteger inside = new AtomicInteger();
  private final String name;

  /**
   * A gate that is open.
   *
   * @param name of what is behind it, for the exception of those who come too late
   */
  Gate(String name) {
    this.name = name;
  }

  /** Goes in; every call that returns is followed by {@link #leave()}. */
  void enter() {
    if (inside.getAndIncrement() < 0) {
      inside.getAndDecrement();
      throw new IllegalStateException(name + " was closed in this process.");
    }
  }

  void leave() {
    inside.getAndDecrement();
  }

  /**
   * Lets nobody in any more and waits until all are out; they stay for a few instructions only.
   *
   * @return whether this call closed the gate
   */
  boolean close() {
    int seen;
    do {
      seen = inside.get();
      if (seen < 0) {
        return false;
      }
    } while (!inside.compareAndSet(seen, seen | CLOSED));
    while (inside.get() != CLOSED) {
      LockSupport.parkNanos(1_000);
    }
    return true;
  }
}
