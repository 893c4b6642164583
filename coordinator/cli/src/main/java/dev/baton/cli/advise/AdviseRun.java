package dev.baton.cli.advise;

import dev.baton.advise.Advice;
import dev.baton.advise.Overheads;
import dev.baton.advise.Sampling;
import dev.baton.advise.engine.Adviser;
import dev.baton.advise.engine.InputSample;
import dev.baton.advise.engine.Sampler;
import dev.baton.cli.command.SuggestedCommand;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.JsonFile;
import dev.baton.cli.terminal.StoppableWork;
import dev.baton.codec.AllowList;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.job.Job;
import dev.baton.job.SharedMemory;
import dev.baton.job.Splits;
import dev.baton.job.runner.JobRunner;
import dev.baton.pool.PoolCosts;
import dev.baton.pool.ProcessPool;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One piece of advice on one job, from the first task that is run to the last line. */
final class AdviseRun {

  private final Console console;
  private final AdviseOptions options;
  private final String jobName;
  private final List<String> arguments;
  private final Supplier<Job<?, ?>> jobs;
  private final PoolStarts starts = new PoolStarts();

  /**
   * Nothing is run yet.
   *
   * @param arguments what would run the job, without {@code baton run}
   * @param jobs makes the job, a new one each time
   */
  AdviseRun(
      Console console,
      AdviseOptions options,
      String jobName,
      List<String> arguments,
      Supplier<Job<?, ?>> jobs) {
    this.console = console;
    this.options = options;
    this.jobName = jobName;
    this.arguments = List.copyOf(arguments);
    this.jobs = jobs;
  }

  /** Finds out, and prints; returns the exit code. */
  int run() throws Exception {
    StoppableWork.run(this::advise, this::stop, () -> {});
    return ExitCode.DONE;
  }

  private boolean stop(Thread working) {
    console.err().println("baton: interrupted, ending what runs");
    return starts.stop(working);
  }

  private void advise() throws Exception {
    Job<?, ?> job = jobs.get();
    step("running a few of the tasks here");
    Sampling sampling = sample(job);
    Overheads overheads = Overheads.standard();
    boolean mayUsePool = sampling.obstacle() == null && sampling.work().tasks() > 0;
    if (options.check() && mayUsePool) {
      step("starting a pool and ending it, to see what that takes");
      overheads = measured(overheads);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    Adviser adviser = new Adviser(sampling, overheads, cores, job.slots(), 0);
    Advice advice = adviser.advice();
    Optional<String> command = command(advice);
    AdviceText text = new AdviceText(console.out());
    text.print(jobName, advice, command);
    Optional<CheckedRuns> check = Optional.empty();
    if (options.check()) {
      CheckedRuns checked =
          new Checker(adviser, jobs, options, starts, this::step).check(advice.candidates());
      text.print(checked);
      check = Optional.of(checked);
    }
    if (options.json().isPresent()) {
      AdviceFile file = AdviceFile.of(jobName, advice, command, check);
      JsonFile.write(options.json().get(), "advice", file);
    }
  }

  private void step(String what) {
    console.err().println("baton: " + jobName + ": " + what);
  }

  private static <S, R> Sampling sample(Job<S, R> job) throws Exception {
    Splits<S> splits = job.split();
    job.use(SharedMemory.NONE);
    InputSample<S> inputs;
    try (Stream<S> stream = splits.stream()) {
      inputs =
          InputSample.of(stream.iterator(), splits.count(), Sampler.MOST_SAMPLES, job.ordered());
    }
    KryoCodec codec =
        new KryoCodec(AllowList.standard(), Thread.currentThread().getContextClassLoader());
    Sampler<S, R> sampler =
        new Sampler<>(job.task(), job::fold, codec, split -> JobRunner.describe(job, split));
    job.begin(nowhere());
    return sampler.sample(inputs);
  }

  private Overheads measured(Overheads otherwise) throws InterruptedException {
    long began = System.nanoTime();
    Overheads overheads;
    long endBegan;
    long start;
    try (ProcessPool pool = starts.start(Checker.builder(List.of()))) {
      start = System.nanoTime() - began;
      overheads = PoolCosts.measured(pool, otherwise);
      endBegan = System.nanoTime();
    }
    return overheads.withPool((double) start, (double) (System.nanoTime() - endBegan));
  }

  /** What runs the job in a pool, if that is not absurd. */
  private Optional<String> command(Advice advice) {
    return advice
        .pool()
        .filter(pool -> AdviceText.isSensible(advice, pool))
        .map(pool -> SuggestedCommand.run(pool, arguments));
  }

  /** Takes what a job prints. */
  static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
