package dev.baton.advise.engine;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What has been used by the calling thread up to a moment. Times in nanoseconds.
 *
 * @param wallNs of the clock
 * @param cpuNs processor time of the thread
 * @param blockedNs how long the thread has waited for monitors; in milliseconds' steps
 * @param parkedNs how long it has waited otherwise inside the JVM: asleep, parked, in {@code wait}
 * @param queuedNs how long it has waited for a processor, as Linux says; 0 elsewhere
 * @param gcNs how long the process has collected garbage
 */
record ResourceUse(
    long wallNs, long cpuNs, long blockedNs, long parkedNs, long queuedNs, long gcNs) {

  private static final long NS_PER_MS = 1_000_000;
  private static final Path SCHEDULER = Path.of("/proc/thread-self/schedstat");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Has the JVM measure how long threads wait for locks, for as long as this is open; it costs a
   * little each time.
   */
  static final class Watching implements AutoCloseable {
    private final boolean before = THREADS.isThreadContentionMonitoringEnabled();

    Watching() {
      set(true);
    }

    @Override
    public void close() {
      set(before);
    }

    private static void set(boolean wanted) {
      if (THREADS.isThreadContentionMonitoringSupported()) {
        THREADS.setThreadContentionMonitoringEnabled(wanted);
      }
    }
  }

  /** Before something of interest: the clock is read last. */
  static ResourceUse before() {
    long queued = queued();
    ThreadInfo info = info();
    long gc = gc();
    long cpu = THREADS.getCurrentThreadCpuTime();
    return new ResourceUse(System.nanoTime(), cpu, blocked(info), parked(info), queued, gc);
  }

  /** What was used since an earlier moment: the clock is read first. */
  ResourceUse since() {
    long wall = System.nanoTime() - wallNs;
    long cpu = THREADS.getCurrentThreadCpuTime() - cpuNs;
    ThreadInfo info = info();
    return new ResourceUse(
        wall,
        cpu,
        blocked(info) - blockedNs,
        parked(info) - parkedNs,
        queued() - queuedNs,
        gc() - gcNs);
  }

  /** The time in which the thread neither computed nor could not: it waited for something. */
  long waitNs() {
    return Math.max(0, wallNs - cpuNs - queuedNs - gcNs);
  }

  private static ThreadInfo info() {
    return THREADS.getThreadInfo(Thread.currentThread().threadId());
  }

  private static long blocked(ThreadInfo info) {
    return Math.max(0, info.getBlockedTime()) * NS_PER_MS;
  }

  private static long parked(ThreadInfo info) {
    return Math.max(0, info.getWaitedTime()) * NS_PER_MS;
  }

  private static long gc() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum()
        * NS_PER_MS;
  }

  /** The second number is the time spent waiting on a run queue, says proc(5). */
  private static long queued() {
    try {
      String[] numbers = Files.readString(SCHEDULER).split(" ", 3);
      return Long.parseLong(numbers[1]);
    } catch (IOException | RuntimeException e) {
      return 0; // another system, or a kernel without such figures
    }
  }
}
