package dev.baton.worker;

import dev.baton.InitializerException;
import dev.baton.RunnableTask;
import dev.baton.codec.Codec;
import dev.baton.codec.WorkerHooks;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program's initializer once, before its first task, and knows its exit hook from then on.
 * Thread-safe.
 */
final class Initializer {

  private final byte[] encoded;
  private final Codec codec;
  private final AtomicReference<@Nullable RunnableTask> exitHook = new AtomicReference<>();
  private boolean done;
  private @Nullable InitializerException failure;

  /**
   * Creates an initializer that has not run.
   *
   * @param encoded as it travels; empty for none
   * @param codec has the classes of the program
   */
  Initializer(byte[] encoded, Codec codec) {
    this.encoded = encoded;
    this.codec = codec;
  }

  /**
   * Makes sure that it has run; for the thread of a task that is about to start.
   *
   * @throws InitializerException if it failed, now or before
   */
  void ensure(RunningTask first) {
    if (encoded.length > 0) {
      ensureRun(first);
    }
  }

  /**
   * Whether the program has an exit hook that nobody has taken; not before the initializer has run
   * to its end.
   */
  boolean hasExitHook() {
    return exitHook.get() != null;
  }

  /** The exit hook, for the only caller that gets it; null if there is none. */
  @Nullable RunnableTask takeExitHook() {
    return exitHook.getAndSet(null);
  }

  private synchronized void ensureRun(RunningTask first) {
    if (!done) {
      failure = run();
      // A task cancelled meanwhile must not spoil the worker for all that follow.
      done = failure == null || !first.isCancelled();
    }
    if (failure != null) {
      throw new InitializerException(
          failure.getMessage() + " on " + first.worker(), failure.getCause());
    }
  }

  private @Nullable InitializerException run() {
    try {
      if (!(codec.decode(encoded) instanceof Runnable action)) {
        return new InitializerException("The pool's initializer is not a Runnable");
      }
      action.run();
      if (action instanceof WorkerHooks hooks) {
        exitHook.set(hooks.exitHook());
      }
      return null;
    } catch (Throwable e) {
      return new InitializerException("The pool's initializer failed", e);
    }
  }
}
