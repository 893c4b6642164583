package dev.baton.worker;

import dev.baton.store.handle.TaskBlobs;
import dev.baton.wire.Attempts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a thread works through, one task after the other: a chunk or a single task. Thread-safe.
 *
 * <p>A task leaves it once: through {@link #next}, which makes it a {@link RunningTask}, or through
 * a caller that takes it out and must answer it.
 */
final class RunningChunk {

  private final ReceivedTask tasks;
  private final String worker;
  private final int slot;
  private final TaskBlobs blobs;
  private final GatheredResults results;
  private final long startMs;
  private final long startNs;
  private final WaitingTasks later = new WaitingTasks();
  private long nextId;
  private long endId;
  private @Nullable RunningTask current;

  /**
   * Used by the running task, and by later ones unless a task has used it; for the thread that runs
   * them.
   */
  private TaskMemory memory;

  /**
   * Creates a chunk that was just received, at the same moment by two clocks.
   *
   * @param slot in which it runs, among those of its host
   * @param startMs since the epoch
   * @param startNs by {@link dev.baton.role.Clock#nanoTime}
   */
  RunningChunk(
      ReceivedTask tasks, String worker, int slot, TaskBlobs blobs, long startMs, long startNs) {
    this.tasks = tasks;
    this.worker = worker;
    this.slot = slot;
    this.blobs = blobs;
    this.results = new GatheredResults(tasks);
    this.startMs = startMs;
    this.startNs = startNs;
    this.nextId = tasks.attempts().from();
    this.endId = tasks.attempts().to();
    this.memory = new TaskMemory(blobs);
  }

  /** All tasks it began with. */
  ReceivedTask tasks() {
    return tasks;
  }

  /** The slot in which it runs, among those of its host. */
  int slot() {
    return slot;
  }

  /** How long ago it was started, in nanoseconds. */
  long ranNs(long nowNs) {
    return Math.max(0, nowNs - startNs);
  }

  /** Results that have not been sent yet. */
  GatheredResults results() {
    return results;
  }

  /** The task that runs, or runs next. */
  synchronized long taskId() {
    return current == null ? tasks.attempts().from() : current.taskId();
  }

  synchronized long sinceMs() {
    return current == null ? 0 : current.sinceMs();
  }

  /** The task that was started last; it may have ended. */
  synchronized @Nullable RunningTask current() {
    return current;
  }

  /** Whether there are tasks that have not started. */
  synchronized boolean hasNext() {
    return nextId < endId || later.size() > 0;
  }

  /** Starts the next task, for the thread that runs them; null if there is none. */
  @Nullable RunningTask next(long nowNs) {
    if (memory.isUsed()) {
      memory.close();
      memory = new TaskMemory(blobs);
    }
    return start(startMs + (nowNs - startNs) / 1_000_000, memory);
  }

  private synchronized @Nullable RunningTask start(long sinceMs, TaskMemory unused) {
    if (nextId == endId) {
      ReceivedTask row = later.poll();
      if (row == null) {
        return null;
      }
      nextId = row.attempts().from();
      endId = row.attempts().to();
    }
    RunningTask next = new RunningTask(tasks, nextId++, worker, slot, sinceMs, unused);
    current = next;
    return next;
  }

  /** Takes out the tasks that have not started and are no longer wanted. */
  synchronized List<ReceivedTask> cancel(long coordinator, Attempts unwanted) {
    return tasks.isAmong(coordinator, unwanted)
        ? waiting(waiting -> waiting.cancel(coordinator, unwanted))
        : List.of();
  }

  /** Takes out tasks that have not started and could run elsewhere, the last first. */
  synchronized List<ReceivedTask> recall(long coordinator, int atMost) {
    return waiting(waiting -> waiting.recall(coordinator, atMost));
  }

  /** Takes out all tasks that have not started. */
  synchronized List<ReceivedTask> removeWaiting() {
    return waiting(WaitingTasks::removeAll);
  }

  private List<ReceivedTask> waiting(Removal removal) {
    WaitingTasks all = new WaitingTasks();
    if (nextId < endId) {
      all.add(tasks.part(nextId, endId));
    }
    later.removeAll().forEach(all::add);
    List<ReceivedTask> removed = removal.from(all);
    nextId = endId;
    all.removeAll().forEach(later::add);
    return removed;
  }

  private interface Removal {
    List<ReceivedTask> from(WaitingTasks waiting);
  }

  /** Releases what the last task used: the thread runs no more of it. */
  void close() {
    memory.close();
  }
}
