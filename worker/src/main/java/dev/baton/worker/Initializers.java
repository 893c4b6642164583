package dev.baton.worker;

import dev.baton.InitializerException;
import dev.baton.codec.Codec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Runs each coordinator's initializer once, before its first task. Thread-safe. */
final class Initializers {

  private final Map<Long, Once> byCoordinator = new ConcurrentHashMap<>();
  private final Codec codec;

  Initializers(Codec codec) {
    this.codec = codec;
  }

  /** Registers the initializer that a batch brings; a batch may have none in its place. */
  void register(long coordinator, byte[] initializer) {
    if (initializer.length > 0) {
      byCoordinator.computeIfAbsent(coordinator, _ -> new Once(initializer));
    }
  }

  /**
   * Makes sure that the initializer has run; for the thread of a task that is about to start.
   *
   * @throws InitializerException if it failed, now or before
   */
  void ensure(RunningTask first) {
    Once once = byCoordinator.get(first.batch().coordinator());
    if (once != null) {
      once.ensure(first);
    }
  }

  private final class Once {

    private final byte[] initializer;
    private boolean done;
    private @Nullable InitializerException failure;

    private Once(byte[] initializer) {
      this.initializer = initializer;
    }

    private synchronized void ensure(RunningTask first) {
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
        if (!(codec.decode(initializer) instanceof Runnable action)) {
          return new InitializerException("The pool's initializer is not a Runnable");
        }
        action.run();
        return null;
      } catch (Throwable e) {
        return new InitializerException("The pool's initializer failed", e);
      }
    }
  }
}
