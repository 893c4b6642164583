package dev.baton.worker;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run tasks: with one slot a platform thread, for work that needs a processor;
 * with more a virtual thread for each task, for work that waits.
 */
final class Slots implements Runnable {

  private final int count;
  private final Backlog backlog;
  private final RunningTasks running;
  private final TaskRunner runner;
  private final Consumer<Throwable> onBroken;
  private final int maxTasks;
  private final Runnable onWornOut;
  private int started;

  /**
   * Slots; a platform thread must run them.
   *
   * @param maxTasks how many tasks they run in all; 0 for any number
   * @param onWornOut called once the last of these has started; further tasks are left in the
   *     backlog
   * @param onBroken told when a thread failed outside a task's code
   */
  Slots(
      int count,
      Backlog backlog,
      RunningTasks running,
      TaskRunner runner,
      int maxTasks,
      Runnable onWornOut,
      Consumer<Throwable> onBroken) {
    this.count = count;
    this.backlog = backlog;
    this.running = running;
    this.runner = runner;
    this.maxTasks = maxTasks;
    this.onWornOut = onWornOut;
    this.onBroken = onBroken;
  }

  /** Runs tasks until the backlog is closed, or they were as many as may be. */
  @Override
  public void run() {
    try {
      if (count == 1) {
        runHere();
      } else {
        runBeside();
      }
    } catch (Throwable e) {
      onBroken.accept(e);
    }
  }

  private void runHere() {
    for (RunningTask next = take(); next != null; next = take()) {
      runner.run(next);
    }
  }

  private void runBeside() throws InterruptedException {
    Semaphore free = new Semaphore(count);
    free.acquire();
    for (RunningTask next = take(); next != null; next = take()) {
      RunningTask task = next;
      Thread.ofVirtual()
          .name("baton-task-" + task.taskId())
          .start(
              () -> {
                try {
                  runner.run(task);
                } catch (Throwable e) {
                  onBroken.accept(e);
                } finally {
                  free.release();
                }
              });
      free.acquire();
    }
  }

  private @Nullable RunningTask take() {
    if (maxTasks > 0 && started == maxTasks) {
      return null;
    }
    RunningTask next = backlog.take(running::start);
    started++;
    if (next != null && started == maxTasks) {
      onWornOut.run();
    }
    return next;
  }
}
