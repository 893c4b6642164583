package dev.baton.pool.thread;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Calls what a program has handed to the pool to be called, one after the other and in order, on a
 * thread that does nothing else: no lock of the pool is held then, and one that blocks holds up
 * those after it, but no task. What a callback throws is logged and goes nowhere else. Thread-safe.
 */
public final class Callbacks implements AutoCloseable {

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final ThreadPoolExecutor thread;

  /** The thread is a daemon, and started for the first callback. */
  public Callbacks(String threadName) {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(threadName).factory());
  }

  /**
   * Has a callback called soon; at once, by this thread, if all is over.
   *
   * @param what where it was handed to the pool, such as {@code whenDone}
   */
  public <A> void later(String what, Consumer<? super A> callback, A argument) {
    later(() -> now(what, callback, argument));
  }

  /** Does something of the pool's own after the callbacks that were handed over before. */
  public void later(Runnable action) {
    try {
      thread.execute(action);
    } catch (RejectedExecutionException e) {
      action.run();
    }
  }

  /** Calls a callback on this thread. */
  public static <A> void now(String what, Consumer<? super A> callback, A argument) {
    try {
      callback.accept(argument);
    } catch (Throwable e) { // whatever it is, it is the program's
      FailureLog.log("A callback given to " + what + " failed; the pool goes on", e);
    }
  }

  /** A consumer that logs what another throws. */
  public static <A> Consumer<A> safe(String what, Consumer<? super A> callback) {
    return argument -> now(what, callback, argument);
  }

  /** Waits, with a limit, until all callbacks handed over before have been called. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      var _ = thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
