package dev.baton.store.blob;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * File calls in threads that may be interrupted: tasks are, when they are cancelled, and an
 * interrupt closes the channel that its thread is using. The interrupt is kept for later.
 */
final class Uninterrupted {

  private static final Executor APART =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("baton-store-call-", 1).factory());

  private Uninterrupted() {}

  /** A call that uses channels of its own, so that it can be made again. */
  @FunctionalInterface
  interface FileCall<T> {
    T run() throws IOException;
  }

  /** Runs a call that cannot be made again, on a thread that nobody knows to interrupt. */
  static <T> T apart(Supplier<T> call) {
    try {
      return CompletableFuture.supplyAsync(call, APART).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw e;
      }
    }
  }

  static <T> T call(FileCall<T> call) throws IOException {
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
}
