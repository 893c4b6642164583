package dev.baton.cli;

import dev.baton.EnvironmentException;
import dev.baton.Handoff;
import dev.baton.config.Durations;
import dev.baton.config.PoolSettings;
import dev.baton.config.WorkerSettings;
import dev.baton.job.Job;
import dev.baton.job.JobRunner;
import dev.baton.job.PoolMemory;
import dev.baton.job.SharedMemory;
import dev.baton.job.Splits;
import dev.baton.journal.InputCheck;
import dev.baton.journal.JobView;
import dev.baton.pool.PoolStatistics;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import dev.baton.wire.JobEnded;
import dev.baton.wire.JobStarted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of one job, from its start to its report. For one use. */
final class JobRun {

  /**
   * Tasks of jobs are few and large beside those of a program's maps, and so may their results be.
   */
  private static final int WINDOW = 4_096;

  private final Console console;
  private final RunSettings settings;
  private final List<String> arguments;
  private final Optional<JobView> resumed;
  private final long startMs = System.currentTimeMillis();
  private final long startNs = System.nanoTime();
  private volatile @Nullable Duration start;
  private volatile @Nullable ProcessPool pool;
  private volatile @Nullable RunLog log;
  private volatile boolean inPlace;
  private volatile boolean interrupted;

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

  /** Runs the job; returns the exit code. */
  <S, R> int run(Job<S, R> job) throws Exception {
    Splits<S> splits = job.split();
    resumed.ifPresent(view -> Resumption.check(view.started(), splits));
    List<Path> files = new ArrayList<>(job.inputs());
    files.addAll(settings.get(WorkerSettings.JARS));
    List<JobStarted.Input> inputs = InputCheck.snapshot(files);
    try (RunLog written = RunLog.open(settings, resumed.orElse(null), console);
        ProgressDisplay display = ProgressDisplay.of(settings.progress(), settings.job(), console);
        Interruption interruption =
            new Interruption(
                    Interruption.POOL_LIMIT,
                    _ -> interrupted(display),
                    Interruption.Ending.ofProcess())
                .install()) {
      log = written;
      try {
        runTasks(job, splits, inputs, display, written);
        return ExitCode.DONE;
      } catch (Throwable failure) { // whatever it is, the report tells of it
        interruption.awaitEndIfRequested();
        failed(failure, display);
        throw failure;
      }
    }
  }

  private <S, R> void runTasks(
      Job<S, R> job,
      Splits<S> splits,
      List<JobStarted.Input> inputs,
      ProgressDisplay display,
      RunLog written)
      throws Exception {
    ResultStream out = console.out();
    if (console.outIsTerminal()) {
      out.beforeWrite(display::makeRoom);
    }
    display.status(settings.isOnCluster() ? "looking for workers" : "starting workers");
    ProcessPool started = builder(job, display, written).build();
    start = sinceStart();
    pool = started;
    try {
      job.use(memory(started));
      written.begins(description(written, splits.count(), inputs), started::progress);
      tellResumed(written, started, splits.count(), display);
      new JobRunner<>(job, started::<S, R>mapResults, display::update)
          .keepGoing(settings.keepGoing())
          .run(splits, out);
      display.close();
      job.write(out, console.err());
      out.flush();
      written.ended(JobEnded.State.DONE, "", started.progress());
      started.discardData();
      report(RunReport.Outcome.done, null);
      summarise(started.statistics());
    } catch (Throwable failure) {
      if (failure instanceof ResultStream.ClosedPipeException) {
        written.ended(JobEnded.State.DONE, "", started.progress());
        started.discardData();
      }
      var _ = started.shutdownNow();
      throw failure;
    } finally {
      started.close();
    }
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
              "resuming %s: %,d of %s tasks are done already",
              jobId,
              started.knownResults(),
              tasks < 0 ? "?" : String.format(Locale.ROOT, "%,d", tasks)));
    }
  }

  private SharedMemory memory(ProcessPool started) {
    // Results that are on the log were made without.
    boolean without = resumed.map(view -> !view.started().resultsInPlace()).orElse(false);
    return without || settings.get(PoolSettings.HANDOFF) == Handoff.KRYO
        ? SharedMemory.NONE
        : new PoolMemory(started, () -> inPlace = true);
  }

  private ProcessPoolBuilder builder(Job<?, ?> job, ProgressDisplay display, RunLog written) {
    ProcessPoolBuilder builder =
        ProcessPool.builder()
            .slots(job.slots())
            .settings(settings.settings())
            .retry(settings.retry())
            .kafkaProperties(settings.cluster())
            .window(WINDOW)
            .workerOutput(display::println)
            .notices(line -> notice(display, line))
            .onQuarantined(written::quarantined);
    if (!settings.leavesNothing()) {
      builder.job(written.identity());
    }
    written.brokerDirectory().ifPresent(builder::dataDirectory);
    return builder;
  }

  /** A signal may have struck the children too: what is said of them then helps nobody. */
  private void notice(ProgressDisplay display, String line) {
    if (!interrupted) {
      display.println("baton: " + line);
    }
  }

  private void interrupted(ProgressDisplay display) {
    interrupted = true;
    display.println("baton: interrupted, ending the workers");
    display.close();
    report(RunReport.Outcome.interrupted, "interrupted");
    String hint = ends(JobEnded.State.INTERRUPTED, "interrupted");
    if (hint != null) {
      console.err().println("baton: " + hint);
    }
    ProcessPool started = pool;
    if (started != null) {
      var _ = started.shutdownNow();
    }
  }

  private void failed(Throwable failure, ProgressDisplay display) {
    display.close();
    RunReport.Outcome outcome = outcome(failure);
    String message = ErrorPrinter.message(failure);
    report(outcome, message);
    String hint =
        ends(
            outcome == RunReport.Outcome.environment
                ? JobEnded.State.INTERRUPTED
                : JobEnded.State.FAILED,
            String.valueOf(message));
    if (hint != null) {
      failure.addSuppressed(new ResumeHint(hint));
    }
  }

  /** Returns what a person can do about it, if anything. */
  private @Nullable String ends(JobEnded.State state, String message) {
    RunLog written = log;
    ProcessPool started = pool;
    if (written != null
        && written.ended(state, message, started == null ? null : started.progress())) {
      String retry = state == JobEnded.State.FAILED ? " --retry-failed" : "";
      return "'baton resume %s%s' goes on from here".formatted(written.identity().jobId(), retry);
    }
    return null;
  }

  private static RunReport.Outcome outcome(Throwable failure) {
    return failure instanceof EnvironmentException
        ? RunReport.Outcome.environment
        : RunReport.Outcome.failed;
  }

  private void report(RunReport.Outcome outcome, @Nullable String error) {
    if (settings.report().isPresent()) {
      ProcessPool started = pool;
      RunReport.of(
              settings.job(),
              outcome,
              error,
              sinceStart(),
              start,
              started == null ? null : started.statistics())
          .write(settings.report().get());
    }
  }

  private Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - startNs);
  }

  private void summarise(PoolStatistics statistics) {
    boolean watched = console.errIsTerminal() && settings.progress() != ProgressDisplay.Mode.NEVER;
    if (watched || statistics.retried() > 0) {
      String retried =
          statistics.retried() == 0
              ? ""
              : String.format(Locale.ROOT, ", %,d attempts repeated", statistics.retried());
      console
          .err()
          .printf(
              Locale.ROOT,
              "%s: %,d %s on %d %s in %s%s%n",
              settings.job(),
              statistics.tasks(),
              statistics.tasks() == 1 ? "task" : "tasks",
              statistics.workers(),
              statistics.workers() == 1 ? "worker" : "workers",
              Durations.format(sinceStart()),
              retried);
    }
  }
}
