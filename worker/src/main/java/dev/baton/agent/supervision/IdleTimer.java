package dev.baton.agent.supervision;

import dev.baton.store.WorkerSnapshot;
import java.time.Duration;

/** Measures how long a worker has had nothing to do. For one thread. */
final class IdleTimer {

  private long idleSinceNs;
  private long seen = -1;

  /**
   * Looks at what the worker reports; returns for how long it has neither run nor handed back
   * anything, as far as earlier looks can tell. A task that came and went between two looks counts.
   */
  Duration look(WorkerSnapshot worker, long nowNs) {
    long handled = worker.done() + worker.failed() + worker.returned();
    if (worker.running() > 0 || handled != seen) {
      seen = handled;
      idleSinceNs = nowNs;
    }
    return Duration.ofNanos(nowNs - idleSinceNs);
  }
}
