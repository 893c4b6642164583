package dev.baton.measure.models;

import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A new thread for each task, but only so many at a time: {@link #execute} waits until one has
 * ended. Without that, models could not be compared by their number of workers. Thread-safe.
 */
final class BoundedThreads extends AbstractExecutorService {

  private final ThreadFactory factory;
  private final int most;
  private final Semaphore permits;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean isShut;

  BoundedThreads(ThreadFactory factory, int most) {
    this.factory = factory;
    this.most = most;
    this.permits = new Semaphore(most);
  }

  @Override
  public void execute(Runnable task) {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted", e);
    }
    if (isShut) {
      permits.release();
      throw new RejectedExecutionException("shut down");
    }
    Thread thread = factory.newThread(() -> run(task));
    threads.add(thread);
    thread.start();
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      threads.remove(Thread.currentThread());
      permits.release();
    }
  }

  @Override
  public void shutdown() {
    isShut = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    threads.forEach(Thread::interrupt);
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return isShut;
  }

  @Override
  public boolean isTerminated() {
    return isShut && permits.availablePermits() == most;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    if (!permits.tryAcquire(most, timeout, unit)) {
      return false;
    }
    permits.release(most);
    return true;
  }
}
