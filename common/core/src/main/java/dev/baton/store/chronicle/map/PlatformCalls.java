package dev.baton.store.chronicle.map;

import dev.baton.store.Uninterrupted;
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
    return Thread.currentThread().isVirtual()
        ? Uninterrupted.on(forVirtualThreads, call::get)
        : call.get();
  }

  /** Lets the thread end. */
  @Override
  public void close() {
    forVirtualThreads.shutdown();
  }
}
