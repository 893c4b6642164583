package dev.baton.agent;

import dev.baton.process.ProcessUsage;
import dev.baton.wire.ProcessUse;
import dev.baton.wire.WorkerStatus;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What workers use, for the beats of their host; elsewhere than on Linux nothing is known. */
final class ProcessUses {

  private ProcessUses() {}

  /** What these workers use, those that have just ended left out. */
  static List<ProcessUse> of(List<WorkerStatus> workers) {
    return workers.stream().map(WorkerStatus::pid).flatMap(ProcessUses::of).toList();
  }

  private static Stream<ProcessUse> of(long pid) {
    OptionalLong cpuNs = ProcessUsage.cpuNs(pid);
    return cpuNs.isEmpty()
        ? Stream.empty()
        : Stream.of(new ProcessUse(pid, cpuNs.getAsLong(), ProcessUsage.ownMemoryBytes(pid)));
  }
}
