package dev.baton.job;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of one job: splits are made as there is room, results folded as they come. For one
 * thread, which is also the one that folds.
 *
 * <p>At most {@code window} tasks are launched and not yet folded, so that a job's size is no
 * matter of the coordinator's memory.
 */
public final class JobRunner<S, R> {

  /** Hears how far the job is. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A result was folded.
     *
     * @param folded how many so far
     * @param total how many there will be, or {@link Splits#UNKNOWN}
     */
    void progressed(long folded, long total);
  }

  private final Job<S, R> job;
  private final TaskLauncher<S, R> launcher;
  private final int window;
  private final Listener listener;

  private final BlockingQueue<Launched<S, R>> ended = new LinkedBlockingQueue<>();
  private final Queue<Launched<S, R>> inOrder = new ArrayDeque<>();
  private long launched;
  private long folded;

  /** A task that was launched; its outcome is set before it enters the queue of the ended ones. */
  private static final class Launched<S, R> {
    final S split;
    boolean hasEnded;
    @Nullable R result;
    @Nullable Throwable failure;

    Launched(S split) {
      this.split = split;
    }
  }

  /**
   * A runner for one run of one job.
   *
   * @param window how many tasks may be launched and not yet folded, at least 1
   */
  public JobRunner(Job<S, R> job, TaskLauncher<S, R> launcher, int window, Listener listener) {
    this.job = job;
    this.launcher = launcher;
    this.window = window;
    this.listener = listener;
  }

  /**
   * Runs all tasks and folds their results. Printing the whole, {@link Job#write}, is left to the
   * caller.
   *
   * @param out what {@link Job#begin} gets; flushed whenever there is nothing else to do
   * @return how many tasks there were
   * @throws TaskFailedException if a task failed for good; others may still run then
   */
  public long run(Splits<S> splits, PrintStream out) throws Exception {
    job.begin(out);
    try (Stream<S> stream = splits.stream()) {
      Iterator<S> rest = stream.iterator();
      long total = splits.count();
      listener.progressed(0, total);
      launch(rest);
      while (folded < launched) {
        settle(next(out));
        launch(rest);
        if (folded == launched || !rest.hasNext()) {
          total = launched;
        }
        listener.progressed(folded, total);
      }
    }
    return folded;
  }

  private void launch(Iterator<S> rest) {
    while (launched - folded < window && rest.hasNext()) {
      Launched<S, R> task = new Launched<>(rest.next());
      launched++;
      if (job.ordered()) {
        inOrder.add(task);
      }
      launcher.launch(
          task.split,
          (result, failure) -> {
            task.result = result;
            task.failure = failure;
            ended.add(task);
          });
    }
  }

  private Launched<S, R> next(PrintStream out) throws InterruptedException {
    Launched<S, R> task = ended.poll();
    if (task == null) {
      out.flush();
      task = ended.take();
    }
    return task;
  }

  private void settle(Launched<S, R> task) throws Exception {
    task.hasEnded = true;
    if (task.failure != null) {
      throw new TaskFailedException(job.describe(task.split), task.failure);
    }
    if (!job.ordered()) {
      fold(task);
      return;
    }
    for (Launched<S, R> head = inOrder.peek();
        head != null && head.hasEnded;
        head = inOrder.peek()) {
      inOrder.remove();
      fold(head);
    }
  }

  @SuppressWarnings("NullAway") // null is a result like any other; the job declared what it expects
  private void fold(Launched<S, R> task) throws Exception {
    job.fold(task.split, task.result);
    folded++;
  }
}
