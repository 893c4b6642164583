package dev.baton.agent;

import dev.baton.process.ProcFile;
import dev.baton.wire.ProcessUse;
import dev.baton.wire.WorkerStatus;
import java.util.List;
import java.util.stream.Stream;

/** Reads from {@code /proc} what workers use; elsewhere than on Linux nothing is known. */
final class ProcessUses {

  /** USER_HZ, in which Linux tells times, is 100 on all systems that Java runs on. */
  private static final long NS_PER_TICK = 10_000_000;

  /** Where proc(5) has utime and stime, counted from the state: names may have spaces. */
  private static final int USER_TIME = 14 - 3;

  private static final int SYSTEM_TIME = USER_TIME + 1;

  private static final String OWN_MEMORY = "RssAnon:";
  private static final int KIB_BITS = 10;

  private ProcessUses() {}

  /** What these workers use, those that have just ended left out. */
  static List<ProcessUse> of(List<WorkerStatus> workers) {
    return workers.stream().map(WorkerStatus::pid).flatMap(ProcessUses::of).toList();
  }

  private static Stream<ProcessUse> of(long pid) {
    String stat = ProcFile.ofProcess(pid, "stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    if (fields.length <= SYSTEM_TIME) {
      return Stream.empty();
    }
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    return Stream.of(new ProcessUse(pid, ticks * NS_PER_TICK, ownMemory(pid)));
  }

  private static long ownMemory(long pid) {
    return ProcFile.ofProcess(pid, "status")
        .lines()
        .filter(line -> line.startsWith(OWN_MEMORY))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << KIB_BITS)
        .findFirst()
        .orElse(0);
  }
}
