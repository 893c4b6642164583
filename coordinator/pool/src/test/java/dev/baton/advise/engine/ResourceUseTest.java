package dev.baton.advise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What this machine says; never less than what is known, and more if it is busy. */
class ResourceUseTest {

  private static final long MS = 1_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Test
  void whatAThreadComputesIsItsProcessorTime() {
    ResourceUse before = ResourceUse.before();
    long endNs = before.cpuNs() + 20 * MS;
    while (THREADS.getCurrentThreadCpuTime() < endNs) {
      Thread.onSpinWait();
    }

    ResourceUse used = before.since();

    assertThat(used.cpuNs()).isGreaterThanOrEqualTo(20 * MS);
    assertThat(used.wallNs()).isGreaterThanOrEqualTo(used.cpuNs() / 2);
  }

  @Test
  void timeInWaitIsParked() throws Exception {
    try (ResourceUse.Watching _ = new ResourceUse.Watching()) {
      ResourceUse before = ResourceUse.before();
      assertThat(new CountDownLatch(1).await(30, TimeUnit.MILLISECONDS)).isFalse();

      assertThat(before.since().parkedNs()).isGreaterThanOrEqualTo(20 * MS);
      assertThat(before.since().blockedNs()).isZero();
    }
  }

  @Test
  void timeAtAMonitorIsBlocked() throws Exception {
    Object monitor = new Object();
    FutureTask<ResourceUse> entering =
        new FutureTask<>(
            () -> {
              ResourceUse before = ResourceUse.before();
              synchronized (monitor) {
                return before.since();
              }
            });
    try (ResourceUse.Watching _ = new ResourceUse.Watching()) {
      Thread thread = Thread.ofPlatform().unstarted(entering);
      synchronized (monitor) {
        thread.start();
        await().until(() -> thread.getState() == Thread.State.BLOCKED);
        await().pollDelay(30, TimeUnit.MILLISECONDS).until(() -> true);
      }

      assertThat(entering.get().blockedNs()).isGreaterThanOrEqualTo(20 * MS);
    }
  }

  @Test
  void timeAtALockIsParked() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    FutureTask<ResourceUse> entering =
        new FutureTask<>(
            () -> {
              ResourceUse before = ResourceUse.before();
              lock.lock();
              try {
                return before.since();
              } finally {
                lock.unlock();
              }
            });
    try (ResourceUse.Watching _ = new ResourceUse.Watching()) {
      lock.lock();
      try {
        Thread.ofPlatform().start(entering);
        await().until(lock::hasQueuedThreads);
        await().pollDelay(30, TimeUnit.MILLISECONDS).until(() -> true);
      } finally {
        lock.unlock();
      }

      assertThat(entering.get().parkedNs()).isGreaterThanOrEqualTo(20 * MS);
    }
  }
}
