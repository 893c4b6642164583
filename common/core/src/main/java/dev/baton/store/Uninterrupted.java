package dev.baton.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * File calls for threads that may be interrupted: tasks are, when they are cancelled, and an
 * interrupt closes the channel that its thread is using. The interrupt is kept for later.
 */
public final class Uninterrupted {

  private static final Executor APART =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("baton-store-call-", 1).factory());

  private Uninterrupted() {}

  /** Something to be done that gives a result or fails. */
  @FunctionalInterface
  public interface Call<T extends @Nullable Object, X extends Exception> {

    /** Does it. */
    T run() throws X;
  }

  /** Runs a call that uses channels of its own, so that it can be made again, on this thread. */
  public static <T extends @Nullable Object> T retrying(Call<T, IOException> call)
      throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return call.run();
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Runs a call that cannot be made again, on a thread that nobody knows to interrupt. */
  public static <T extends @Nullable Object, X extends Exception> T apart(Call<T, X> call)
      throws X {
    return on(APART, call);
  }

  /** Runs a call on a thread of an executor that nobody interrupts, and waits for its end. */
  @SuppressWarnings("unchecked") // a call throws nothing else that is checked
  public static <T extends @Nullable Object, X extends Exception> T on(
      Executor executor, Call<T, X> call) throws X {
    CompletableFuture<T> answer = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            answer.complete(call.run());
          } catch (Throwable e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.join(); // also when interrupted
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null -> throw e;
        case Throwable failure -> throw (X) failure;
      }
    }
  }
}
