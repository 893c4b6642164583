package dev.baton.pool.engine;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts open tasks, or chunks of them, and admits no new ones after shutdown; reports when the
 * last has ended. Thread-safe.
 */
public final class OpenTaskCount {

  private final AtomicLong open = new AtomicLong();
  private final Runnable onLastOut;
  private volatile boolean shut;
  private volatile @Nullable RuntimeException broken;

  /**
   * Starts by admitting tasks.
   *
   * @param onLastOut called when the pool is shut down and no task is open; perhaps more than once
   */
  OpenTaskCount(Runnable onLastOut) {
    this.onLastOut = onLastOut;
  }

  /**
   * Admits a task.
   *
   * @throws RejectedExecutionException if the pool is shut down or broken
   */
  public void enter() {
    open.incrementAndGet();
    RuntimeException reason = broken;
    if (reason != null) {
      leave();
      throw new RejectedExecutionException("The pool is broken: " + reason.getMessage(), reason);
    }
    if (shut) {
      leave();
      throw new RejectedExecutionException("The pool is shut down.");
    }
  }

  /** Notes that a task has ended. */
  public void leave() {
    if (open.decrementAndGet() == 0 && shut) {
      onLastOut.run();
    }
  }

  public void shut() {
    shut = true;
    if (open.get() == 0) {
      onLastOut.run();
    }
  }

  public boolean isShut() {
    return shut;
  }

  void breakWith(RuntimeException reason) {
    broken = reason;
  }
}
