package dev.baton.advise;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.baton.process.ProcFile;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a task has others compute while it waits: the processor time of the process without that of
 * the calling thread, and without that of the JVM's own threads. A compiler that is busy with what
 * ran before would make any task that sleeps look like one that has helpers.
 */
final class HelperCpuTime {

  private static final File THREADS_OF_PROCESS = new File("/proc/self/task");
  private static final long PID = ProcessHandle.current().pid();

  /** Compilers and collectors of garbage. Linux keeps the first 15 characters of a name. */
  private static final Pattern OF_THE_JVM =
      Pattern.compile("(C1|C2|JVMCI) Comp|VM Thread|GC Thread|G1 |Z[A-Z]|Shenandoah");

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private HelperCpuTime() {}

  /** What this process has computed without the calling thread and the JVM's own. */
  static long cpuNs() {
    return SYSTEM.getProcessCpuTime() - THREADS.getCurrentThreadCpuTime() - ofTheJvmNs();
  }

  /** On other systems than Linux nothing is known of them. */
  private static long ofTheJvmNs() {
    String[] threads = THREADS_OF_PROCESS.list();
    return threads == null ? 0 : Stream.of(threads).mapToLong(HelperCpuTime::cpuNsIfOfTheJvm).sum();
  }

  /** The first number of schedstat is the time spent on a processor, says proc(5). */
  private static long cpuNsIfOfTheJvm(String thread) {
    if (!isOfTheJvm(ofThread(thread, "comm"))) {
      return 0;
    }
    String ns = ofThread(thread, "schedstat").split(" ", 2)[0];
    return ns.isEmpty() ? 0 : Long.parseLong(ns); // it has just ended, or the kernel does not tell
  }

  /** Whether a thread of this name, as Linux has it, is one that the JVM needs for itself. */
  static boolean isOfTheJvm(String name) {
    return OF_THE_JVM.matcher(name).lookingAt();
  }

  private static String ofThread(String thread, String file) {
    return ProcFile.ofProcess(PID, "task/" + thread + "/" + file);
  }
}
