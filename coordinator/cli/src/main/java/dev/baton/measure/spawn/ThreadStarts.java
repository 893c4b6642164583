package dev.baton.measure.spawn;

import dev.baton.measure.Case;
import dev.baton.measure.ProcessTree;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Starts threads of this process, one after the other; and many at once, to see their memory. */
final class ThreadStarts {

  private static final double BYTES_PER_MIB = 1 << 20;
  private static final int VIRTUAL_PER_PLATFORM = 10;

  private final int count;

  /**
   * Nothing happens yet.
   *
   * @param count how many platform threads
   */
  ThreadStarts(int count) {
    this.count = count;
  }

  /** Platform threads: their memory is the process's, stacks above all. */
  Case platform() throws InterruptedException {
    return measure(
        new StartTimes(StartTimes.THREAD),
        Thread.ofPlatform(),
        count,
        () -> ProcessTree.memoryOf(ProcessHandle.current().pid()));
  }

  /** Virtual threads: their memory is the heap's. */
  Case virtual() throws InterruptedException {
    return measure(
        new StartTimes(StartTimes.VIRTUAL_THREAD),
        Thread.ofVirtual(),
        VIRTUAL_PER_PLATFORM * count,
        ThreadStarts::usedHeap);
  }

  private static Case measure(
      StartTimes starts, Thread.Builder threads, int count, LongSupplier bytes)
      throws InterruptedException {
    for (int i = 0; i < count / 2; i++) { // compiles what is needed
      var _ = startAndJoin(threads, i, new AtomicLong());
    }
    for (int i = 1; i <= count; i++) {
      AtomicLong answer = new AtomicLong();
      starts.add(startAndJoin(threads, i, answer));
      starts.check(answer.get(), i);
    }
    return starts.toCase().detail("rssMiB", bytesOfOne(threads, count, bytes) / BYTES_PER_MIB);
  }

  private static Duration startAndJoin(Thread.Builder threads, int number, AtomicLong answer)
      throws InterruptedException {
    long beginNs = System.nanoTime();
    threads.start(() -> answer.set(number)).join();
    return Duration.ofNanos(System.nanoTime() - beginNs);
  }

  private static double bytesOfOne(Thread.Builder threads, int count, LongSupplier bytes)
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(count);
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>(count);
    long before = bytes.getAsLong();
    try {
      for (int i = 0; i < count; i++) {
        all.add(
            threads.start(
                () -> {
                  begun.countDown();
                  await(end);
                }));
      }
      begun.await();
      return Math.max(0, bytes.getAsLong() - before) / (double) count;
    } finally {
      end.countDown();
      for (Thread thread : all) {
        thread.join();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
