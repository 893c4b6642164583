package dev.baton.advise;

import dev.baton.process.ProcFile;
import java.util.OptionalLong;

/**
 * The processor time of processes that this one has started, as Linux tells it: the kernel adds
 * what an ended process has used to its parent, and those that live are asked. Stateless and
 * thread-safe.
 */
final class ChildrenCpuTime {

  private static final long PID = ProcessHandle.current().pid();

  /** Of {@code /proc/PID/stat} behind the name, which may hold anything, as proc(5) counts them. */
  private static final int OWN_USER = 11;

  private static final int CHILDREN_USER = 13;

  /** What Linux counts in there, for programs, on all processors that have a JVM. */
  static final long TICK_NS = 10_000_000;

  private ChildrenCpuTime() {}

  /** So far, in steps of 10 ms; empty on other systems. */
  static OptionalLong ns() {
    long[] own = times(ProcFile.ofProcess(PID, "stat"));
    if (own.length == 0) {
      return OptionalLong.empty();
    }
    long living =
        ProcessHandle.current()
            .descendants()
            .map(process -> times(ProcFile.ofProcess(process.pid(), "stat")))
            .filter(times -> times.length > 0)
            .mapToLong(times -> times[0] + times[1])
            .sum();
    return OptionalLong.of((own[1] + living) * TICK_NS);
  }

  /** What a process has used itself, and its ended children; nothing if it has just ended. */
  static long[] times(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length <= CHILDREN_USER + 1
        ? new long[0]
        : new long[] {pair(fields, OWN_USER), pair(fields, CHILDREN_USER)};
  }

  private static long pair(String[] fields, int user) {
    return Long.parseLong(fields[user]) + Long.parseLong(fields[user + 1]);
  }
}
