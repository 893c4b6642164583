package dev.baton.worker;

import dev.baton.role.Clock;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
import dev.baton.store.handle.TaskBlobs;
import dev.baton.wire.Attempts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this worker runs now; keeps its slot in the host state up to date. Thread-safe. */
final class RunningTasks {

  private final String worker;
  private final WorkerSlot slot;
  private final TaskBlobs blobs;
  private final Clock clock;
  private final int firstSlot;
  private final BitSet usedSlots = new BitSet();
  private final Set<RunningChunk> running = new LinkedHashSet<>();

  /** Whose tasks the slot says to be those that it names; 0 at first. */
  private long coordinator;

  /**
   * Starts with nothing.
   *
   * @param worker what tasks see as their worker
   * @param firstSlot the lowest of the worker's slots among those of its host
   */
  RunningTasks(String worker, int firstSlot, WorkerSlot slot, TaskBlobs blobs, Clock clock) {
    this.worker = worker;
    this.firstSlot = firstSlot;
    this.slot = slot;
    this.blobs = blobs;
    this.clock = clock;
  }

  synchronized RunningChunk start(ReceivedTask tasks) {
    int free = usedSlots.nextClearBit(0);
    usedSlots.set(free);
    RunningChunk started =
        new RunningChunk(
            tasks, worker, firstSlot + free, blobs, clock.epochMillis(), clock.nanoTime());
    running.add(started);
    publish();
    return started;
  }

  /** Starts the next task of a chunk, for the thread that runs them; null if there is none. */
  @Nullable RunningTask next(RunningChunk chunk, long nowNs) {
    RunningTask next = chunk.next(nowNs);
    if (next != null) {
      synchronized (this) {
        if (running.iterator().next() == chunk) {
          tell(chunk);
          slot.longest(next.taskId(), next.sinceMs());
        }
      }
    }
    return next;
  }

  synchronized void ended(RunningChunk chunk) {
    if (running.remove(chunk)) {
      usedSlots.clear(chunk.slot() - firstSlot);
    }
    publish();
    notifyAll();
  }

  synchronized List<RunningChunk> all() {
    return List.copyOf(running);
  }

  /** Whether tasks of a coordinator run. */
  boolean hasAnyOf(long coordinator) {
    return all().stream().anyMatch(chunk -> chunk.tasks().belongsTo(coordinator));
  }

  /** The running tasks among some attempts. */
  List<RunningTask> find(long coordinator, Attempts attempts) {
    List<RunningTask> found = new ArrayList<>(1);
    for (RunningChunk chunk : all()) {
      RunningTask now = chunk.current();
      if (now != null && now.isAmong(coordinator, attempts)) {
        found.add(now);
      }
    }
    return found;
  }

  /** Takes out those of some attempts that have not started, even if others of their chunk have. */
  List<ReceivedTask> cancel(long coordinator, Attempts attempts) {
    return all().stream().flatMap(chunk -> chunk.cancel(coordinator, attempts).stream()).toList();
  }

  /** Takes out what a coordinator wants back, provided it has not started. */
  List<ReceivedTask> recall(long coordinator, int atMost) {
    List<ReceivedTask> removed = new ArrayList<>();
    int left = atMost;
    for (RunningChunk chunk : all().reversed()) {
      if (left > 0) {
        List<ReceivedTask> more = chunk.recall(coordinator, left);
        left -= more.stream().mapToInt(ReceivedTask::items).sum();
        removed.addAll(more);
      }
    }
    return removed;
  }

  /** Waits until nothing runs; returns false if the limit passes first. */
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

  private void tell(RunningChunk chunk) {
    long now = chunk.tasks().coordinator();
    if (now != coordinator) {
      coordinator = now;
      slot.coordinator(now);
    }
  }

  private void publish() {
    if (running.isEmpty()) {
      slot.running(0, WorkerSnapshot.NO_TASK, 0);
    } else {
      RunningChunk longest = running.iterator().next();
      tell(longest);
      slot.running(running.size(), longest.taskId(), longest.sinceMs());
    }
  }
}
