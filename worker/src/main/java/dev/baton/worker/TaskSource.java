package dev.baton.worker;

import org.jspecify.annotations.Nullable;

/**
 * Gives out the tasks of the backlog to those who run them, and no more in all than a worker may
 * run. For one thread.
 */
final class TaskSource {

  private final Backlog backlog;
  private final RunningTasks running;
  private final int maxTasks;
  private final Runnable onWornOut;
  private int started;

  /**
   * A source.
   *
   * @param maxTasks how many tasks it gives out in all; 0 for any number
   * @param onWornOut called once the last of these was given out; further tasks are left in the
   *     backlog
   */
  TaskSource(Backlog backlog, RunningTasks running, int maxTasks, Runnable onWornOut) {
    this.backlog = backlog;
    this.running = running;
    this.maxTasks = maxTasks;
    this.onWornOut = onWornOut;
  }

  /** The next task, which counts as running now; waits for one. Null if there will be none. */
  @Nullable RunningTask take() {
    return isWornOut() ? null : counted(backlog.take(running::start));
  }

  /** The next task, which counts as running now; null if none waits. */
  @Nullable RunningTask poll() {
    return isWornOut() ? null : counted(backlog.poll(running::start));
  }

  private boolean isWornOut() {
    return maxTasks > 0 && started == maxTasks;
  }

  private @Nullable RunningTask counted(@Nullable RunningTask next) {
    if (next != null) {
      started++;
      if (isWornOut()) {
        onWornOut.run();
      }
    }
    return next;
  }
}
