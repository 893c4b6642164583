package dev.baton.journal;

import dev.baton.store.WorkerSnapshot;
import dev.baton.wire.WorkerStatus;

/**
 * A task that runs now.
 *
 * @param worker {@code host/number}
 * @param pid the worker's process
 * @param slots how many tasks the worker runs at a time; the one that has run longest is known
 * @param sinceMs when it began, in milliseconds since the epoch
 */
public record RunningTask(String worker, long pid, int slots, long task, long sinceMs) {

  static RunningTask of(String worker, WorkerStatus told) {
    return new RunningTask(
        worker, told.pid(), told.slots(), told.runningTask(), told.runningSinceMs());
  }

  static RunningTask of(String worker, WorkerSnapshot seen) {
    return new RunningTask(
        worker, seen.pid(), seen.slots(), seen.runningTask(), seen.runningSinceMs());
  }
}
