package dev.baton.agent;

import dev.baton.store.WorkerSnapshot;
import dev.baton.wire.HostDrained;
import java.util.List;

/** Counts what became of a host's tasks between the request to leave and the workers' end. */
final class DrainTally {

  private final List<WorkerSnapshot> before;

  /** Starts with what the workers say when they are asked. */
  DrainTally(List<WorkerSnapshot> before) {
    this.before = List.copyOf(before);
  }

  /** What they have done since; a worker that ended leaves its last words in its slot. */
  HostDrained result(long host, List<WorkerSnapshot> after) {
    long finished = 0;
    long returned = 0;
    for (int slot = 0; slot < after.size(); slot++) {
      WorkerSnapshot now = after.get(slot);
      WorkerSnapshot then = before.get(slot);
      boolean isSame = now.incarnation() == then.incarnation();
      finished += now.done() + now.failed() - (isSame ? then.done() + then.failed() : 0);
      returned += now.returned() - (isSame ? then.returned() : 0);
    }
    return new HostDrained(host, finished, returned);
  }
}
