package dev.baton.worker;

import dev.baton.role.Clock;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
import dev.baton.store.blob.TaskBlobs;
import dev.baton.wire.AttemptId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What this worker runs now; keeps its slot in the host state up to date. Thread-safe. */
final class RunningTasks {

  private final String worker;
  private final WorkerSlot slot;
  private final TaskBlobs blobs;
  private final Clock clock;
  private final Set<RunningTask> running = new LinkedHashSet<>();

  /** Nothing yet; {@code worker} is what tasks see as their worker. */
  RunningTasks(String worker, WorkerSlot slot, TaskBlobs blobs, Clock clock) {
    this.worker = worker;
    this.slot = slot;
    this.blobs = blobs;
    this.clock = clock;
  }

  synchronized RunningTask start(ReceivedTask task) {
    RunningTask started = new RunningTask(task, worker, clock.epochMillis(), new TaskMemory(blobs));
    running.add(started);
    publish();
    return started;
  }

  synchronized void ended(RunningTask task) {
    running.remove(task);
    publish();
    notifyAll();
  }

  synchronized List<RunningTask> all() {
    return List.copyOf(running);
  }

  /** Those of some attempts that run. */
  synchronized List<RunningTask> find(long coordinator, Collection<AttemptId> attempts) {
    Set<AttemptId> wanted = new HashSet<>(attempts);
    return running.stream()
        .filter(
            candidate ->
                candidate.task().belongsTo(coordinator)
                    && wanted.contains(candidate.task().attempt()))
        .toList();
  }

  /** Waits until nothing runs; returns false when the limit has passed before. */
  synchronized boolean awaitNone(long limitMs) throws InterruptedException {
    long endNs = System.nanoTime() + limitMs * 1_000_000;
    while (!running.isEmpty()) {
      long leftMs = (endNs - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        return false;
      }
      wait(leftMs);
    }
    return true;
  }

  private void publish() {
    if (running.isEmpty()) {
      slot.running(0, WorkerSnapshot.NO_TASK, 0);
    } else {
      RunningTask longest = running.iterator().next();
      slot.running(running.size(), longest.taskId(), longest.sinceMs());
    }
  }
}
