package dev.baton.worker;

import dev.baton.InitializerException;
import dev.baton.codec.Codec;
import org.jspecify.annotations.Nullable;

/** Runs a program's initializer once, before its first task. Thread-safe. */
final class Initializer {

  private final byte[] encoded;
  private final Codec codec;
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
      return null;
    } catch (Throwable e) {
      return new InitializerException("The pool's initializer failed", e);
    }
  }
}
