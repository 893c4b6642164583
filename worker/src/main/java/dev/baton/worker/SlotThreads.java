package dev.baton.worker;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The threads that run tasks: with one slot, a platform thread for CPU-bound work; with more, a
 * virtual thread for each task, for IO-bound work.
 */
final class SlotThreads implements Runnable {

  private final int slots;
  private final TaskSource tasks;
  private final IntSupplier unloaded;
  private final TaskRunner runner;
  private final Consumer<Throwable> onBroken;

  /**
   * Creates the slots; a platform thread must run them.
   *
   * @param unloaded how many programs have been unloaded so far
   * @param onBroken told when a thread fails outside a task's code
   */
  SlotThreads(
      int slots,
      TaskSource tasks,
      TaskRunner runner,
      IntSupplier unloaded,
      Consumer<Throwable> onBroken) {
    this.slots = slots;
    this.tasks = tasks;
    this.runner = runner;
    this.unloaded = unloaded;
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
    int before = unloaded.getAsInt();
    for (RunningChunk next = tasks.take(); next != null; next = tasks.take()) {
      if (unloaded.getAsInt() != before) {
        continueElsewhere(next);
        return;
      }
      runner.run(next);
    }
  }

  /** This thread may hold objects of a program that is gone, in its thread-local variables. */
  private void continueElsewhere(RunningChunk next) {
    var _ =
        Thread.ofPlatform()
            .daemon()
            .name(Thread.currentThread().getName())
            .inheritInheritableThreadLocals(false)
            .start(
                () -> {
                  try {
                    runner.run(next);
                    runHere();
                  } catch (Throwable e) {
                    onBroken.accept(e);
                  }
                });
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
