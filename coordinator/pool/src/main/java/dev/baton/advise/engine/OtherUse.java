package dev.baton.advise.engine;

import com.sun.management.OperatingSystemMXBean;
import dev.baton.process.OwnProcesses;
import dev.baton.process.ProcFile;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What others than the calling thread do while a task runs. Times in nanoseconds, up to a moment or
 * between two; what Linux tells of processes comes in steps of 10 ms.
 *
 * @param threadsNs processor time of this process' other threads, without those that the JVM has
 *     for itself: a compiler that is busy would make any task that sleeps look like one with
 *     helpers
 * @param processesNs processor time of processes that this one has started, directly or not,
 *     without those of Baton, whose workers may be starting just then; empty if this system does
 *     not tell
 * @param idleNs for how long the processors of this machine had nothing to do, added up; empty if
 *     this system does not tell
 * @param ownEnded how many processes of Baton have ended: the kernel adds what they have used to
 *     that of all others
 */
record OtherUse(
    double threadsNs, OptionalDouble processesNs, OptionalDouble idleNs, long ownEnded) {

  private static final long PID = ProcessHandle.current().pid();
  private static final File THREADS = new File("/proc/self/task");

  /** Compilers and collectors of garbage. Linux keeps the first 15 characters of a name. */
  private static final Pattern OF_THE_JVM =
      Pattern.compile("(C1|C2|JVMCI) Comp|VM Thread|GC Thread|G1 |Z[A-Z]|Shenandoah");

  /** What Linux counts in, for programs, on all processors that have a JVM. */
  private static final double TICK_NS = 1e7;

  /** In {@code /proc/PID/stat} behind the name, which may hold anything; see proc(5). */
  private static final int OWN_TIME = 11;

  private static final int CHILDREN_TIME = 13;

  private static final Path STAT = Path.of("/proc/stat");

  /** In its first line: idle, and iowait, in which nothing computes either. */
  private static final int IDLE = 4;

  /** Less of a task's processor time is no help. */
  private static final double LEAST_SHARE = 0.05;

  /** Up to now. */
  static OtherUse soFar() {
    double process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    double own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    String[] threads = THREADS.list(); // null on other systems than Linux
    double ofTheJvm =
        threads == null ? 0 : Stream.of(threads).mapToDouble(OtherUse::nsIfOfTheJvm).sum();
    return new OtherUse(process - own - ofTheJvm, processes(), idle(), OwnProcesses.ended());
  }

  /** The first number of schedstat is the time spent on a processor, says proc(5). */
  private static double nsIfOfTheJvm(String thread) {
    if (!isOfTheJvm(ProcFile.ofProcess(PID, "task/" + thread + "/comm"))) {
      return 0;
    }
    String ns = ProcFile.ofProcess(PID, "task/" + thread + "/schedstat").split(" ", 2)[0];
    return ns.isEmpty() ? 0 : Long.parseLong(ns); // it has just ended, or the kernel does not tell
  }

  /** Whether a thread of this name, as Linux has it, is one that the JVM needs for itself. */
  static boolean isOfTheJvm(String name) {
    return OF_THE_JVM.matcher(name).lookingAt();
  }

  /** The kernel adds what an ended process has used to its parent; those that live are asked. */
  private static OptionalDouble processes() {
    String own = ProcFile.ofProcess(PID, "stat");
    if (own.isEmpty()) {
      return OptionalDouble.empty();
    }
    LongStream living =
        OwnProcesses.others()
            .mapToLong(process -> ticks(ProcFile.ofProcess(process.pid(), "stat"), OWN_TIME));
    return OptionalDouble.of((ticks(own, CHILDREN_TIME) + living.sum()) * TICK_NS);
  }

  /** A time of the user and of the system; 0 of a process that has just ended. */
  static long ticks(String stat, int first) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length <= first + 1
        ? 0
        : Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1]);
  }

  private static OptionalDouble idle() {
    try {
      String[] fields = Files.readString(STAT).split("\\s+", IDLE + 3);
      long ticks = Long.parseLong(fields[IDLE]) + Long.parseLong(fields[IDLE + 1]);
      return OptionalDouble.of(ticks * TICK_NS);
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  /** What was done since an earlier moment. */
  OtherUse since(OtherUse before) {
    long ended = ownEnded - before.ownEnded;
    return new OtherUse(
        threadsNs - before.threadsNs,
        ended > 0 ? OptionalDouble.empty() : minus(processesNs, before.processesNs),
        minus(idleNs, before.idleNs),
        ended);
  }

  private static OptionalDouble minus(OptionalDouble now, OptionalDouble before) {
    return now.isPresent() ? OptionalDouble.of(now.getAsDouble() - before.orElse(0)) : now;
  }

  /**
   * What is done while one of several tasks runs. The first one, which meets a cold JVM, counts
   * only if it is alone. A mean, since the times come in steps.
   */
  static OtherUse mean(List<OtherUse> tasks) {
    List<OtherUse> warm = tasks.size() > 1 ? tasks.subList(1, tasks.size()) : tasks;
    return new OtherUse(
        Math.max(0, warm.stream().mapToDouble(OtherUse::threadsNs).average().orElse(0)),
        mean(warm.stream().map(OtherUse::processesNs)),
        mean(warm.stream().map(OtherUse::idleNs)),
        warm.stream().mapToLong(OtherUse::ownEnded).sum());
  }

  private static OptionalDouble mean(Stream<OptionalDouble> times) {
    OptionalDouble mean = times.flatMapToDouble(OptionalDouble::stream).average();
    return mean.isPresent() ? OptionalDouble.of(Math.max(0, mean.getAsDouble())) : mean;
  }

  /**
   * The processor time of a task's helpers. Threads of this JVM have much to do for themselves:
   * they count where a task must have them, as it mostly waits.
   */
  double helpNs(double waitNs, double ownCpuNs) {
    return processesNs.orElse(0) + (waitNs > ownCpuNs ? threadsNs : 0);
  }

  /**
   * What is waiting of the time that is left. Where processes compute for a task, it waits also
   * while they stand in line for a processor; they do not while one is idle.
   */
  double withoutQueuing(double waitNs, double cpuNs) {
    return processesNs.orElse(0) > LEAST_SHARE * cpuNs
        ? Math.min(waitNs, idleNs.orElse(waitNs))
        : waitNs;
  }
}
