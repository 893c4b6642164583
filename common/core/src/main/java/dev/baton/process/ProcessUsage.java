package dev.baton.process;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What a process uses, as Linux tells in {@code /proc}; elsewhere nothing is known. Stateless and
 * thread-safe.
 */
public final class ProcessUsage {

  /** USER_HZ, in which Linux tells times, is 100 on all systems that Java runs on. */
  private static final long NS_PER_TICK = 10_000_000;

  /**
   * Where proc(5) has utime, stime, and what both were of children that have ended; counted from
   * the state, as the name before it may have spaces.
   */
  private static final int FIRST_TIME = 14 - 3;

  private static final int OWN_TIMES = 2;
  private static final int ALL_TIMES = 4;
  private static final int KIB_BITS = 10;

  private ProcessUsage() {}

  /** CPU time so far, in nanoseconds, in steps of 10 ms; empty if the process is gone. */
  public static OptionalLong cpuNs(long pid) {
    return cpuNs(pid, OWN_TIMES);
  }

  /** The same, and that of its children that have ended and that it has waited for. */
  public static OptionalLong cpuWithChildrenNs(long pid) {
    return cpuNs(pid, ALL_TIMES);
  }

  private static OptionalLong cpuNs(long pid, int times) {
    String stat = ProcFile.ofProcess(pid, "stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    if (fields.length < FIRST_TIME + times) {
      return OptionalLong.empty();
    }
    long ticks = 0;
    for (int i = FIRST_TIME; i < FIRST_TIME + times; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return OptionalLong.of(ticks * NS_PER_TICK);
  }

  /** Memory that no other process has mapped from a file, in bytes; 0 if the process is gone. */
  public static long ownMemoryBytes(long pid) {
    return ProcFile.number(Path.of("/proc/" + pid + "/status"), "RssAnon:").orElse(0) << KIB_BITS;
  }
}
