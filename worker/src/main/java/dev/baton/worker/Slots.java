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

  /**
   * Slots; a platform thread must run them.
   *
   * @param onBroken told when a thread failed outside a task's code
   */
  Slots(
      int count,
      Backlog backlog,
      RunningTasks running,
      TaskRunner runner,
      Consumer<Throwable> onBroken) {
    this.count = count;
    this.backlog = backlog;
    this.running = running;
    this.runner = runner;
    this.onBroken = onBroken;
  }

  /** Runs tasks until the backlog is closed. */
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
    return backlog.take(running::start);
  }
}
