package dev.baton.cli.run;

import dev.baton.BatonException;
import dev.baton.CodePolicy;
import dev.baton.EnvironmentException;
import dev.baton.Handoff;
import dev.baton.cli.dashboard.RunDashboard;
import dev.baton.cli.log.Notice;
import dev.baton.cli.metrics.MetricsServer;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.Interruption;
import dev.baton.cli.terminal.KeptResult;
import dev.baton.cli.terminal.ProgressDisplay;
import dev.baton.cli.terminal.ResultStream;
import dev.baton.cli.terminal.Version;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.job.Job;
import dev.baton.job.JobFailedException;
import dev.baton.job.SharedMemory;
import dev.baton.job.Splits;
import dev.baton.job.runner.JobRunner;
import dev.baton.job.runner.PoolMemory;
import dev.baton.journal.InputCheck;
import dev.baton.journal.JobView;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import dev.baton.role.Clock;
import dev.baton.wire.JobStarted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One run of one job, from its start to its report. For one use. */
final class JobRun {

  /**
   * Of so many files each host is asked whether it has them; each costs two records of some hundred
   * bytes. Tasks notice if another is missing.
   */
  private static final int CHECKED_INPUTS = 1_000;

  private final Console console;
  private final RunSettings settings;
  private final List<String> arguments;
  private final Optional<JobView> resumed;
  private final long startMs = System.currentTimeMillis();
  private final long startNs = System.nanoTime();
  private Consumer<ProcessPoolBuilder> failedResults = _ -> {};
  private volatile boolean inPlace;

  /**
   * A run.
   *
   * @param arguments as they were typed, to be written down
   * @param resumed the job that goes on, if it is not a new one
   */
  JobRun(Console console, RunSettings settings, List<String> arguments, Optional<JobView> resumed) {
    this.arguments = List.copyOf(arguments);
    this.resumed = resumed;
    this.console = console;
    this.settings = settings;
  }

  /**
   * Says which results are failures, and whether tasks that have one run again if the job goes on.
   */
  JobRun failedResults(Predicate<@Nullable Object> isFailure, boolean again) {
    failedResults = builder -> builder.failedResults(isFailure, again);
    return this;
  }

  /** Runs the job; returns the exit code. */
  <S, R> int run(Job<S, R> job) throws Exception {
    long splitMicros = Clock.SYSTEM.epochMicros();
    Splits<S> splits = job.split();
    long splitEndMicros = Clock.SYSTEM.epochMicros();
    resumed.ifPresent(view -> Resumption.check(view.started(), splits));
    List<Path> files = new ArrayList<>(job.inputs());
    files.addAll(settings.get(WorkerSettings.JARS));
    List<JobStarted.Input> inputs = InputCheck.snapshot(files);
    try (@Nullable MetricsServer metrics = settings.metrics().serve("run", console);
        @Nullable RunDashboard dashboard = settings.serveDashboard(console);
        RunLog written = RunLog.open(settings, resumed.orElse(null), console);
        ProgressDisplay display = ProgressDisplay.of(settings.progress(), settings.job(), console);
        RunTimeline timeline =
            RunTimeline.begin(
                settings, arguments, splitMicros, line -> display.println(Notice.line(line)))) {
      timeline.split(splitMicros, splitEndMicros);
      RunObservers observers = new RunObservers(display, written, timeline, metrics, dashboard);
      RunEnd end = new RunEnd(console, settings, observers, startNs);
      try (Interruption interruption =
          new Interruption(
                  Interruption.POOL_LIMIT, end::interrupted, Interruption.Ending.ofProcess())
              .install()) {
        end.onCancel(interruption::request);
        try {
          runTasks(job, splits, inputs, observers, end);
          end.writePage();
          return ExitCode.DONE;
        } catch (Throwable failure) { // whatever it is, the report tells of it
          interruption.awaitEndIfRequested();
          end.failed(failure);
          writePage(end, failure);
          throw failure;
        }
      }
    }
  }

  /** What the job failed with matters more than a page that cannot be written. */
  private static void writePage(RunEnd end, Throwable failure) {
    try {
      end.writePage();
    } catch (EnvironmentException e) {
      failure.addSuppressed(e);
    }
  }

  private <S, R> void runTasks(
      Job<S, R> job,
      Splits<S> splits,
      List<JobStarted.Input> inputs,
      RunObservers observers,
      RunEnd end)
      throws Exception {
    ProgressDisplay display = observers.display();
    RunLog written = observers.log();
    RunTimeline timeline = observers.timeline();
    ResultStream out = console.out();
    if (console.outIsTerminal()) {
      out.beforeWrite(display::makeRoom);
    }
    display.status(settings.isOnCluster() ? "looking for workers" : "starting workers");
    ProcessPoolBuilder builder = builder(job, written, end);
    observers.watch(builder);
    settings.profile().recording().ifPresent(builder::profile);
    ProcessPool started = builder.build();
    end.started(started);
    observers.started(started, settings.job(), end);
    try {
      resumed.ifPresent(view -> Resumption.check(view, started.knownResults()));
      if (settings.shipInputs()) {
        started.shipInputs(job.inputs());
      } else if (settings.isOnCluster()) {
        started.requireInputs(job.inputs().stream().limit(CHECKED_INPUTS).toList());
      }
      job.use(memory(started));
      long known = started.knownResults();
      observers.begins(description(written, splits.count(), inputs), started, end);
      tellResumed(written, started, splits.count(), display);
      written.keptResult().map(KeptResult::begin).ifPresent(out::copyTo);
      JobRunner<S, R> runner =
          new JobRunner<>(
                  job,
                  (function, given, ordered) ->
                      started.mapResults(function, timeline.timed(given), ordered),
                  (done, of) -> display.update(Math.max(done, known), of))
              .keepGoing(settings.keepGoing());
      run(runner, splits, out);
      display.close();
      write(job, runner);
      out.flush();
      end.done();
      started.discardData();
      end.summarise(started.statistics());
    } catch (Throwable failure) {
      end.failed(failure); // before the workers end: a signal may come meanwhile
      var _ = started.shutdownNow();
      throw failure;
    } finally {
      started.close();
      timeline.poolEnded();
      settings.profile().draw(line -> display.println(Notice.line(line)));
    }
  }

  /** A pool that is broken refuses tasks; what matters is why it broke. */
  private static <S, R> void run(JobRunner<S, R> runner, Splits<S> splits, ResultStream out)
      throws Exception {
    try {
      var _ = runner.run(splits, out);
    } catch (RejectedExecutionException e) {
      throw e.getCause() instanceof BatonException reason ? reason : e;
    }
  }

  /** Prints the result; it may lack what has failed, and then that is the job's failure. */
  private <S, R> void write(Job<S, R> job, JobRunner<S, R> runner) throws Exception {
    if (runner.shortfall().isEmpty()) {
      job.write(console.out(), console.err());
      return;
    }
    try {
      job.write(console.out(), console.err());
      console.out().flush();
    } catch (ResultStream.ClosedPipeException | ResultStream.WriteException e) {
      throw e;
    } catch (Exception e) { // it cannot do without, whatever it says
      JobFailedException failure = runner.noResult();
      failure.addSuppressed(e);
      throw failure;
    }
    throw runner.shortfall().get();
  }

  private JobStarted description(RunLog written, long tasks, List<JobStarted.Input> inputs) {
    Optional<JobStarted> before = resumed.map(JobView::started);
    return new JobStarted(
        written.identity().jobId(),
        written.identity().coordinator(),
        settings.job(),
        arguments,
        before.map(JobStarted::directory).orElseGet(() -> Path.of("").toAbsolutePath().toString()),
        Version.number(),
        before.map(JobStarted::startedAtMs).orElse(startMs),
        tasks,
        before.map(JobStarted::inputs).orElse(inputs),
        inPlace || settings.get(PoolSettings.HANDOFF) == Handoff.SHARED);
  }

  private void tellResumed(
      RunLog written, ProcessPool started, long tasks, ProgressDisplay display) {
    if (resumed.isEmpty()) {
      return;
    }
    String jobId = written.identity().jobId();
    if (resumed.get().started().resultsInPlace()) {
      display.println(
          "resuming " + jobId + ": its results lay in memory that is gone; all tasks run again");
    } else {
      display.println(
          String.format(
              Locale.ROOT,
              "resuming %s: %,d of %s %s done already",
              jobId,
              started.knownResults(),
              tasks < 0 ? "?" : String.format(Locale.ROOT, "%,d", tasks),
              tasks == 1 ? "task is" : "tasks are"));
    }
  }

  private SharedMemory memory(ProcessPool started) {
    // Results that are on the log were made without.
    boolean without = resumed.map(view -> !view.started().resultsInPlace()).orElse(false);
    return without || settings.get(PoolSettings.HANDOFF) == Handoff.KRYO
        ? SharedMemory.NONE
        : new PoolMemory(started, () -> inPlace = true);
  }

  private ProcessPoolBuilder builder(Job<?, ?> job, RunLog written, RunEnd end) {
    ProcessPoolBuilder builder =
        ProcessPool.builder()
            .slots(job.slots())
            .settings(workers().toBlock())
            .retry(settings.retry())
            .kafkaProperties(settings.cluster())
            .window(settings.window())
            .codePolicy(CodePolicy.INSTALLED) // Baton itself; the jars of the job travel
            .workerOutput(end::output)
            .notices(end::notice);
    if (!settings.leavesNothing()) {
      builder.job(written.identity());
    }
    failedResults.accept(builder);
    written.brokerDirectory().ifPresent(builder::dataDirectory);
    return builder;
  }

  /** The settings; the tasks of a job that goes on run where its first ones did. */
  private Settings workers() {
    if (resumed.isEmpty() || settings.isOnCluster()) {
      return settings.settings();
    }
    return settings
        .settings()
        .with(WorkerSettings.DIRECTORY, Resumption.directory(resumed.get().started()));
  }
}
