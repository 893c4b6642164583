package dev.baton.agent.supervision;

import dev.baton.store.WorkerSnapshot;

/**
 * What the workers of a host have done since its agent started, those that have ended included.
 *
 * @param done attempts that succeeded
 * @param failed attempts that ended in failure
 * @param busyNs how long tasks ran, totalled over all slots
 * @param restarts how many processes have ended, each of which left its place to the next
 */
public record WorkerTotals(long done, long failed, long busyNs, long restarts) {

  static final WorkerTotals NONE = new WorkerTotals(0, 0, 0, 0);

  /** With what one process has done. */
  WorkerTotals plus(WorkerSnapshot worker) {
    return new WorkerTotals(
        done + worker.done(), failed + worker.failed(), busyNs + worker.busyNs(), restarts);
  }

  /** With the end of a process. */
  WorkerTotals plusRestart() {
    return new WorkerTotals(done, failed, busyNs, restarts + 1);
  }

  WorkerTotals plus(WorkerTotals other) {
    return new WorkerTotals(
        done + other.done, failed + other.failed, busyNs + other.busyNs, restarts + other.restarts);
  }
}
