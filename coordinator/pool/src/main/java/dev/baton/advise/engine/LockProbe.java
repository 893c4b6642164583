package dev.baton.advise.engine;

import dev.baton.TaskFailedException;
import dev.baton.advise.TaskCost;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs a few tasks in two threads at once, to see whether they wait for each other: alone, a task
 * finds every lock free.
 */
final class LockProbe {

  private static final int THREADS = 2;
  private static final double LIMIT_NS = 300e6;
  private static final double LONGEST_TASK_NS = 1.5e9;
  private static final int MOST_RUNS = 500;

  /** Less is what any two threads of a JVM do to each other. */
  private static final double LEAST_SHARE = 0.05;

  private static final double LEAST_NS = 2e6;

  private LockProbe() {}

  /**
   * Estimates for how long a task holds locks that the other one wants.
   *
   * <p>If a task holds a lock for the share h of its time, the other finds it taken with the chance
   * h and then waits for a time that grows with h, too; so that the waiting is about h² of a task.
   * It is exact where a task holds the lock from its beginning to its end.
   *
   * @param alone what a task takes alone
   * @param awaits whether it waits, be it for a process that computes: not each time it is parked
   *     is a lock the reason then
   * @return nanoseconds; 0 if they hardly wait
   * @throws TaskFailedException if a task fails
   */
  static <T extends @Nullable Object> double heldNs(
      SampleRunner<T, ?> runner, List<T> inputs, TaskCost alone, boolean awaits)
      throws InterruptedException {
    double wall = alone.wallNs();
    if (wall > LONGEST_TASK_NS || inputs.isEmpty()) {
      return 0;
    }
    // A task that waits may cost somebody else something: not once more than need be.
    int runs =
        alone.isMostlyWaiting() || awaits
            ? 1
            : (int) Math.clamp(LIMIT_NS / Math.max(1, wall), 1, MOST_RUNS);
    boolean waits = awaits || alone.waitNs() > 0;
    CountDownLatch ready = new CountDownLatch(THREADS);
    List<FutureTask<Double>> both = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < THREADS; number++) {
      int first = number * inputs.size() / THREADS;
      FutureTask<Double> run =
          new FutureTask<>(
              () -> {
                double held = 0;
                ready.countDown();
                ready.await();
                for (int i = 0; i < runs; i++) {
                  T input = inputs.get((first + i) % inputs.size());
                  ResourceUse used = runner.run(i, input).used();
                  held += used.blockedNs() + (waits ? 0 : used.parkedNs());
                }
                return held;
              });
      both.add(run);
      threads.add(Thread.ofPlatform().daemon().name("baton-advise-" + number).start(run));
    }
    try {
      double held = both.getFirst().get() + both.getLast().get();
      double share = held / (THREADS * runs) / wall;
      return held < LEAST_NS || share < LEAST_SHARE ? 0 : wall * Math.min(1, Math.sqrt(share));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TaskFailedException failed) {
        throw failed;
      }
      throw new TaskFailedException("A task failed beside another one", e.getCause());
    } finally {
      threads.forEach(Thread::interrupt);
    }
  }
}
