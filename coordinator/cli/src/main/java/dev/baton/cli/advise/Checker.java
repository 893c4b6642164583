package dev.baton.cli.advise;

import dev.baton.Handoff;
import dev.baton.advise.ExecutionModel;
import dev.baton.advise.Forecast;
import dev.baton.advise.Setup;
import dev.baton.advise.engine.Adviser;
import dev.baton.config.Plural;
import dev.baton.job.Job;
import dev.baton.job.SharedMemory;
import dev.baton.job.Splits;
import dev.baton.job.runner.JobRunner;
import dev.baton.job.runner.PoolMemory;
import dev.baton.job.runner.ThreadMapper;
import dev.baton.measure.QuietPool;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs a job in several ways to see whether forecasts come true. For one thread. */
final class Checker {

  /** What is shorter, and costs no processes, is run several times: the median counts. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final int TIMES_IF_SHORT = 5;

  /** As 'baton run' has it. */
  private static final int WINDOW = 4_096;

  private final Adviser adviser;
  private final Supplier<Job<?, ?>> jobs;
  private final AdviseOptions options;
  private final PoolStarts starts;
  private final Consumer<String> step;

  /** Ends a run that takes far longer than was predicted. */
  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long folded;

    StoppedException(long folded) {
      super("The limit is reached.");
      this.folded = folded;
    }
  }

  /**
   * A checker.
   *
   * @param jobs makes the job, a new one each time
   * @param starts starts pools
   * @param step is told what is done now
   */
  Checker(
      Adviser adviser,
      Supplier<Job<?, ?>> jobs,
      AdviseOptions options,
      PoolStarts starts,
      Consumer<String> step) {
    this.adviser = adviser;
    this.jobs = jobs;
    this.options = options;
    this.starts = starts;
    this.step = step;
  }

  /** Runs the whole job in each way, or as much of it as the limit allows. */
  CheckedRuns check(List<Forecast> candidates) throws Exception {
    long all = adviser.sampling().work().tasks();
    long tasks = tasksWithinLimit(candidates, all);
    List<CheckedRuns.Run> runs = new ArrayList<>();
    for (Forecast candidate : candidates) {
      Forecast forecast = adviser.forecast(candidate.setup(), tasks);
      step.accept(
          "running %,d of %s as %s"
              .formatted(tasks, Plural.of(all, "task"), candidate.setup().model().word()));
      runs.add(run(forecast, tasks));
    }
    return new CheckedRuns(tasks, all, List.copyOf(runs));
  }

  /** The start of a pool does not become shorter with fewer tasks, and is not counted. */
  private long tasksWithinLimit(List<Forecast> candidates, long all) {
    double longest =
        candidates.stream()
            .mapToDouble(each -> each.wall().minus(startOf(each)).toNanos())
            .max()
            .orElse(0);
    double share = options.checkLimit().toNanos() / Math.max(1, longest);
    return share >= 1 ? all : Math.max(1, (long) (all * share));
  }

  private Duration startOf(Forecast forecast) {
    return adviser.forecast(forecast.setup(), 0).wall();
  }

  private CheckedRuns.Run run(Forecast forecast, long tasks) throws Exception {
    boolean isShort =
        forecast.setup().model() != ExecutionModel.POOL && forecast.wall().compareTo(SHORT) < 0;
    List<CheckedRuns.Run> runs = new ArrayList<>();
    for (int i = 0; i < (isShort ? TIMES_IF_SHORT : 1); i++) {
      runs.add(once(forecast, jobs.get(), tasks));
    }
    runs.sort(Comparator.comparing(CheckedRuns.Run::wall));
    return runs.get(runs.size() / 2);
  }

  private <S, R> CheckedRuns.Run once(Forecast forecast, Job<S, R> job, long tasks)
      throws Exception {
    long start = System.nanoTime();
    long limit = 2 * options.checkLimit().plus(startOf(forecast)).toNanos();
    JobRunner.Listener listener =
        (folded, _) -> {
          if (folded > 0 && folded < tasks && System.nanoTime() - start > limit) {
            throw new StoppedException(folded);
          }
        };
    try {
      Splits<S> splits = part(job, tasks);
      switch (forecast.setup().model()) {
        case SERIAL -> runHere(job, splits, ThreadMapper.serial(), listener);
        case THREAD_POOL ->
            runHere(job, splits, ThreadMapper.platform(forecast.setup().workers()), listener);
        case VIRTUAL ->
            runHere(job, splits, ThreadMapper.virtual(forecast.setup().workers()), listener);
        case POOL -> runInPool(job, splits, forecast.setup(), listener);
      }
    } catch (StoppedException e) {
      double elapsed = System.nanoTime() - start;
      Duration wall = Duration.ofNanos((long) (elapsed * tasks / e.folded));
      return new CheckedRuns.Run(forecast, wall, false);
    }
    return new CheckedRuns.Run(forecast, Duration.ofNanos(System.nanoTime() - start), true);
  }

  /** Some of a job's splits: evenly spread, or the first ones where the order matters. */
  private <S, R> Splits<S> part(Job<S, R> job, long tasks) throws Exception {
    Splits<S> splits = job.split();
    long all = adviser.sampling().work().tasks();
    if (tasks >= all && adviser.sampling().isCounted()) {
      return splits;
    }
    double share = (double) tasks / all;
    AtomicLong index = new AtomicLong();
    Stream<S> some =
        job.ordered()
            ? splits.stream()
            : splits.stream()
                .filter(
                    _ -> {
                      long i = index.getAndIncrement();
                      return (long) ((i + 1) * share) > (long) (i * share);
                    });
    return new Splits<>(some.limit(tasks), Splits.UNKNOWN);
  }

  private static <S, R> void runHere(
      Job<S, R> job, Splits<S> splits, ThreadMapper<S, R> mapper, JobRunner.Listener listener)
      throws Exception {
    job.use(SharedMemory.NONE);
    var _ = new JobRunner<>(job, mapper, listener).run(splits, AdviseRun.nowhere());
  }

  private <S, R> void runInPool(
      Job<S, R> job, Splits<S> splits, Setup setup, JobRunner.Listener listener) throws Exception {
    ProcessPool pool =
        starts.start(
            builder(options.jars())
                .workers(setup.workers())
                .slots(setup.slots())
                .handoff(setup.handoff()));
    try {
      job.use(setup.handoff() == Handoff.KRYO ? SharedMemory.NONE : new PoolMemory(pool, () -> {}));
      var _ =
          new JobRunner<>(job, pool::<S, R>mapResults, listener).run(splits, AdviseRun.nowhere());
    } catch (Throwable failure) {
      var _ = pool.shutdownNow();
      throw failure;
    } finally {
      pool.close();
    }
  }

  /** A pool with broker and workers of its own, which says nothing. */
  static ProcessPoolBuilder builder(List<Path> jars) {
    ProcessPoolBuilder builder = QuietPool.builder().window(WINDOW);
    jars.forEach(builder::jar);
    return builder;
  }
}
