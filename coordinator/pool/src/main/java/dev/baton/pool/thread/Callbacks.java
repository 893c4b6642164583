package dev.baton.pool.thread;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the callbacks that a program has handed to the pool, one after the other and in order, on a
 * thread that does nothing else. No lock of the pool is held then; a callback that blocks delays
 * those after it, but no task. What a callback throws is only logged. Thread-safe.
 */
public final class Callbacks implements AutoCloseable {

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final ThreadPoolExecutor thread;

  /** Creates the runner; its thread is a daemon, started for the first callback. */
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
   * Runs a callback soon; at once, on this thread, after the end.
   *
   * @param what the method that received it, such as {@code whenDone}
   */
  public <A> void later(String what, Consumer<? super A> callback, A argument) {
    later(() -> now(what, callback, argument));
  }

  /** Runs one of the pool's own actions after the callbacks that were handed over before. */
  public void later(Runnable action) {
    try {
      thread.execute(action);
    } catch (RejectedExecutionException e) {
      action.run();
    }
  }

  /** Runs a callback on this thread. */
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
