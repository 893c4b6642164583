package dev.baton.store.area;

import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Ends the life of views. */
public final class Arenas {

  private static final int ATTEMPTS = 1000;

  private Arenas() {}

  /**
   * Closes a shared arena. While a system call uses one of its segments that fails, and is tried
   * again for a second.
   */
  public static void close(@Nullable Arena arena) {
    if (arena == null || !arena.scope().isAlive()) {
      return;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        arena.close();
        return;
      } catch (IllegalStateException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    }
  }
}
