package dev.baton.worker;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The threads that run tasks: with one slot, a platform thread for CPU-bound work; with more, a
 * virtual thread for each task, for IO-bound work.
 */
final class SlotThreads implements Runnable {

  private final int slots;
  private final TaskSource tasks;
  private final TaskRunner runner;
  private final Consumer<Throwable> onBroken;

  /**
   * Creates the slots; a platform thread must run them.
   *
   * @param onBroken told when a thread fails outside a task's code
   */
  SlotThreads(int slots, TaskSource tasks, TaskRunner runner, Consumer<Throwable> onBroken) {
    this.slots = slots;
    this.tasks = tasks;
    this.runner = runner;
    this.onBroken = onBroken;
  }

  /** Runs tasks until there will be no more. */
  @Override
  public void run() {
    try {
      if (slots == 1) {
        runHere();
      } else {
        runBeside();
      }
    } catch (Throwable e) {
      onBroken.accept(e);
    }
  }

  private void runHere() {
    for (RunningChunk next = tasks.take(); next != null; next = tasks.take()) {
      runner.run(next);
    }
  }

  private void runBeside() throws InterruptedException {
    Semaphore free = new Semaphore(slots);
    free.acquire();
    for (RunningChunk next = tasks.take(); next != null; next = tasks.take()) {
      RunningChunk chunk = next;
      Thread.ofVirtual()
          .name("baton-task-" + chunk.taskId())
          .start(
              () -> {
                try {
                  runner.run(chunk);
                } catch (Throwable e) {
                  onBroken.accept(e);
                } finally {
                  free.release();
                }
              });
      free.acquire();
    }
  }
}
