package dev.baton.advise;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a task has others compute while it waits: the processor time of the process without that of
 * the calling thread, and without that of the JVM's own threads. A compiler that is busy with what
 * ran before would make any task that sleeps look like one that has helpers.
 */
final class Helpers {

  private static final Path THREADS_OF_PROCESS = Path.of("/proc/self/task");

  /** Compilers and collectors of garbage. Linux keeps the first 15 characters of a name. */
  private static final Pattern OF_THE_JVM =
      Pattern.compile("(C1|C2|JVMCI) Comp|VM Thread|GC Thread|G1 |Z[A-Z]|Shenandoah");

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final List<Long> used = new ArrayList<>();
  private long before;

  /** Before a task. */
  void start() {
    before = cpuNs();
  }

  /** After it. */
  void stop() {
    used.add(cpuNs() - before);
  }

  /**
   * For one task, in nanoseconds. The first one, which meets a cold JVM, counts only if it is
   * alone. A mean, since a process' time is counted in steps of up to 10 ms.
   */
  double meanNs() {
    double mean =
        used.stream().skip(used.size() > 1 ? 1 : 0).mapToLong(Long::longValue).average().orElse(0);
    return Math.max(0, mean);
  }

  private static long cpuNs() {
    return SYSTEM.getProcessCpuTime() - THREADS.getCurrentThreadCpuTime() - ofTheJvmNs();
  }

  /** On other systems than Linux nothing is known of them. */
  private static long ofTheJvmNs() {
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS_OF_PROCESS)) {
      for (Path thread : threads) {
        sum += cpuNsIfOfTheJvm(thread);
      }
    } catch (IOException e) {
      return sum;
    }
    return sum;
  }

  /** The first number of schedstat is the time spent on a processor, says proc(5). */
  private static long cpuNsIfOfTheJvm(Path thread) {
    try {
      return OF_THE_JVM.matcher(Files.readString(thread.resolve("comm"))).lookingAt()
          ? Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0])
          : 0;
    } catch (IOException | RuntimeException e) {
      return 0; // it has just ended, or a kernel without such figures
    }
  }
}
