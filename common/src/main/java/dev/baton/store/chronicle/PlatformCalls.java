package dev.baton.store.chronicle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls of Chronicle on platform threads: it keeps a large context for each thread that it
 * sees, too much for virtual ones. Waiting for such a call is not broken off by interrupts.
 * Thread-safe.
 */
final class PlatformCalls implements AutoCloseable {

  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor forVirtualThreads;

  PlatformCalls(String name) {
    forVirtualThreads =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name).factory());
    forVirtualThreads.allowCoreThreadTimeOut(true);
  }

  /** Makes a call on this thread if it is a platform thread, else on one that is. */
  <T extends @Nullable Object> T call(Supplier<T> call) {
    return Thread.currentThread().isVirtual() ? await(call, forVirtualThreads) : call.get();
  }

  /**
   * Makes a call that opens or closes files on a thread that nobody knows: an interrupt in the
   * middle would close the file.
   */
  static <T extends @Nullable Object> T callAlone(Supplier<T> call) {
    return await(call, Thread.ofPlatform().daemon().name("baton-store-files")::start);
  }

  private static <T extends @Nullable Object> T await(Supplier<T> call, Executor executor) {
    try {
      return CompletableFuture.supplyAsync(call, executor).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  /** Lets the thread end. */
  @Override
  public void close() {
    forVirtualThreads.shutdown();
  }
}
