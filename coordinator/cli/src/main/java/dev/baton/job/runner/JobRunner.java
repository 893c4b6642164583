package dev.baton.job.runner;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.TaskFailedException;
import dev.baton.TaskFunction;
import dev.baton.codec.ObjectText;
import dev.baton.config.Plural;
import dev.baton.job.Job;
import dev.baton.job.JobFailedException;
import dev.baton.job.Splits;
import dev.baton.pool.MapResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs the tasks of one job and folds their results as they come. For one thread, which is also the
 * one that splits and folds.
 */
public final class JobRunner<S, R> {

  /** Where the tasks run; {@code pool::mapResults}. */
  @FunctionalInterface
  public interface Mapper<S, R> {
    /**
     * Applies a function to inputs, elsewhere and lazily; closing the stream cancels what is under
     * way.
     */
    Stream<MapResult<S, R>> map(TaskFunction<S, R> function, Iterator<S> inputs, boolean ordered);
  }

  /** Hears how far the job is. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A result has come.
     *
     * @param done how many so far; tasks that failed are not among them
     * @param total how many tasks there are, or {@link Splits#UNKNOWN}
     */
    void progressed(long done, long total);
  }

  private static final int FAILURES_TOLD = 100;

  /** How many characters of a split's description a message has. */
  private static final int SHOWN = 1_000;

  private final Job<S, R> job;
  private final Mapper<S, R> mapper;
  private final Listener listener;
  private final List<String> failures = new ArrayList<>();
  private boolean keepGoing;
  private long done;
  private long failed;

  /** A runner for one run of one job. */
  public JobRunner(Job<S, R> job, Mapper<S, R> mapper, Listener listener) {
    this.job = job;
    this.mapper = mapper;
    this.listener = listener;
  }

  /** Whether the rest runs when a task has failed for good; not, unless this is called. */
  public JobRunner<S, R> keepGoing(boolean wanted) {
    keepGoing = wanted;
    return this;
  }

  /**
   * Runs all tasks, or as many as the job needs, and folds their results. Printing the whole,
   * {@link Job#write}, is left to the caller; if there is a {@link #shortfall}, it is to be said
   * after that.
   *
   * @param out what {@link Job#begin} gets; flushed after each result, for whoever watches
   * @return how many tasks have ended
   * @throws JobFailedException with a list, if tasks failed, it was to {@link #keepGoing}, and
   *     there is nothing to print
   * @throws TaskFailedException if a task failed for good; what is under way is then cancelled
   * @throws EnvironmentException if the pool cannot go on
   */
  public long run(Splits<S> splits, PrintStream out) throws Exception {
    job.begin(out);
    listener.progressed(0, splits.count());
    try (Stream<S> stream = splits.stream();
        Stream<MapResult<S, R>> results =
            mapper.map(job.task(), stream.iterator(), job.ordered())) {
      Iterator<MapResult<S, R>> rest = results.iterator();
      while (!job.hasEnough() && rest.hasNext()) {
        fold(rest.next());
        out.flush();
        listener.progressed(done, splits.count());
      }
    }
    if (failed > 0 && (done == 0 || !job.isOfUseInPart())) {
      throw noResult();
    }
    if (!job.hasEnough()) {
      listener.progressed(done, done + failed);
    }
    return done + failed;
  }

  /** What is to be said behind a result that is not the whole; empty if it is. */
  public Optional<JobFailedException> shortfall() {
    return failed == 0
        ? Optional.empty()
        : Optional.of(new JobFailedException(failures("the result is without them")));
  }

  /** The failure of a job that can say nothing, as tasks have failed. */
  public JobFailedException noResult() {
    return new JobFailedException(failures("there is no whole result"));
  }

  @SuppressWarnings("NullAway") // null is a result like any other; the job knows what it expects
  private void fold(MapResult<S, R> result) throws Exception {
    Throwable failure = result.failure();
    if (failure instanceof EnvironmentException broken) {
      throw broken;
    }
    if (failure != null && keepGoing) {
      note(result.input(), failure);
      return;
    }
    if (failure != null) {
      throw new TaskFailedException(
          "The task for " + describe(job, result.input()) + " failed", failure);
    }
    done++;
    if (failed == 0 || job.isOfUseInPart()) {
      job.fold(result.input(), result.result());
    }
  }

  private void note(S split, Throwable failure) {
    failed++;
    if (failures.size() < FAILURES_TOLD) {
      String what =
          failure instanceof BatonException
              ? String.valueOf(failure.getMessage())
              : ObjectText.of(failure);
      failures.add("The task for " + describe(job, split) + " failed: " + what);
    }
  }

  /** A job's words for a split, if it has any; should it fail, that must not hide what did. */
  public static <S> String describe(Job<S, ?> job, S split) {
    String name;
    try {
      name = job.describe(split);
    } catch (Throwable e) {
      name = "";
    }
    return ObjectText.shortened(name.isEmpty() ? split : name, SHOWN);
  }

  private String failures(String consequence) {
    StringBuilder text =
        new StringBuilder(
            "%,d of %s failed; %s:"
                .formatted(failed, Plural.of(done + failed, "task"), consequence));
    failures.forEach(failure -> text.append("\n  ").append(failure));
    if (failed > failures.size()) {
      text.append("\n  and %,d more".formatted(failed - failures.size()));
    }
    return text.toString();
  }
}
