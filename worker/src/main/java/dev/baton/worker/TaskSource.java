package dev.baton.worker;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Gives tasks of the backlog to the threads that run them, and no more in all than a worker may
 * run. {@link #take} and {@link #poll} are for one thread, the others are for any.
 */
final class TaskSource {

  /** How long a chunk runs before it makes way for another coordinator's tasks. */
  private static final long QUANTUM_NS = 10_000_000;

  private final Backlog backlog;
  private final RunningTasks running;
  private final int maxTasks;
  private final Runnable onWornOut;
  private final AtomicInteger started = new AtomicInteger();

  /**
   * Creates a source.
   *
   * @param maxTasks how many tasks it gives out in all; 0 for any number
   * @param onWornOut called once the last of these was given out; further tasks stay in the backlog
   */
  TaskSource(Backlog backlog, RunningTasks running, int maxTasks, Runnable onWornOut) {
    this.backlog = backlog;
    this.running = running;
    this.maxTasks = maxTasks;
    this.onWornOut = onWornOut;
  }

  /**
   * Takes the next chunk, or single task, which counts as running now; waits for one. Null if there
   * will be none.
   */
  @Nullable RunningChunk take() {
    return isWornOut() ? null : backlog.take(running::start);
  }

  /** Takes the next chunk, or single task, which counts as running now; null if none waits. */
  @Nullable RunningChunk poll() {
    return isWornOut() ? null : backlog.poll(running::start);
  }

  /**
   * The next task of a chunk; null if there is none, none may be run, or it is another
   * coordinator's turn.
   *
   * @param nowNs when it starts, by {@link dev.baton.role.Clock#nanoTime}
   */
  @Nullable RunningTask next(RunningChunk chunk, long nowNs) {
    if (backlog.isContended()
        && chunk.ranNs(nowNs) >= QUANTUM_NS
        && chunk.hasNext()
        && backlog.makeWay(chunk, chunk.ranNs(nowNs))) {
      return null;
    }
    if (maxTasks == 0) {
      return running.next(chunk, nowNs);
    }
    if (!chunk.hasNext()) {
      return null;
    }
    int number = started.incrementAndGet();
    RunningTask next = number > maxTasks ? null : running.next(chunk, nowNs);
    if (number == maxTasks) {
      onWornOut.run();
    }
    return next;
  }

  /** Notes that no more of a chunk runs. */
  void ended(RunningChunk chunk, long nowNs) {
    backlog.ended(chunk, chunk.ranNs(nowNs));
    running.ended(chunk);
  }

  private boolean isWornOut() {
    return maxTasks > 0 && started.get() >= maxTasks;
  }
}
