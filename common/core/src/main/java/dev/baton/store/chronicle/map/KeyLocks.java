package dev.baton.store.chronicle.map;

import dev.baton.store.RobustLock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The locks that make changes of a shared map atomic for a key: each key has one of them, and who
 * changes the key holds it from reading the old value to writing the new one. A dead holder leaves
 * nothing to repair, because what changes memory is done under the structural lock. Thread-safe.
 *
 * <p>Order: a stripe lock (or all, in their order), then the structural lock.
 */
final class KeyLocks {

  private final List<RobustLock> locks;

  /** Those that run a user's function; it might wait for itself. */
  private final Set<Thread> inFunctions = ConcurrentHashMap.newKeySet();

  KeyLocks(List<RobustLock> locks) {
    this.locks = List.copyOf(locks);
  }

  /** Does something while nobody else changes the key. */
  <T extends @Nullable Object> T holding(MapKey key, Supplier<T> action) {
    refuseUpdateInFunction();
    RobustLock lock = locks.get(key.stripe(locks.size()));
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /** Does something while nobody else changes any key. */
  void holdingAll(Runnable action) {
    refuseUpdateInFunction();
    int held = 0;
    try {
      for (RobustLock lock : locks) {
        lock.lock();
        held++;
      }
      action.run();
    } finally {
      while (held > 0) {
        held--;
        locks.get(held).unlock();
      }
    }
  }

  /** Calls a user's function, which must change nothing here. */
  <T extends @Nullable Object> T calling(Supplier<T> function) {
    Thread thread = Thread.currentThread();
    inFunctions.add(thread);
    try {
      return function.get();
    } finally {
      inFunctions.remove(thread);
    }
  }

  /**
   * Refuses a change in a function that is called to make one.
   *
   * @throws IllegalStateException if this thread runs one
   */
  void refuseUpdateInFunction() {
    refuseInFunction("Recursive update");
  }

  /**
   * Refuses what a user's function must not do.
   *
   * @throws IllegalStateException if this thread runs one
   */
  void refuseInFunction(String message) {
    if (inFunctions.contains(Thread.currentThread())) {
      throw new IllegalStateException(message);
    }
  }
}
