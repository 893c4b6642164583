package dev.baton.cli;

import dev.baton.EnvironmentException;
import dev.baton.Handoff;
import dev.baton.StoreFullException;
import dev.baton.config.Durations;
import dev.baton.job.Job;
import dev.baton.job.JobRunner;
import dev.baton.job.SharedMemory;
import dev.baton.job.Splits;
import dev.baton.pool.PoolStatistics;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of one job, from its start to its report. For one use. */
final class JobRun {

  /** The promise is five seconds, with something kept back for the exit itself. */
  private static final Duration INTERRUPT_LIMIT = Duration.ofMillis(4_500);

  /**
   * Tasks of jobs are few and large beside those of a program's maps, and so may their results be.
   */
  private static final int WINDOW = 4_096;

  private final Console console;
  private final RunSettings settings;
  private final long startNs = System.nanoTime();
  private volatile @Nullable Duration start;
  private volatile @Nullable ProcessPool pool;

  JobRun(Console console, RunSettings settings) {
    this.console = console;
    this.settings = settings;
  }

  /** Runs the job; returns the exit code. */
  <S, R> int run(Job<S, R> job) throws Exception {
    Splits<S> splits = job.split();
    try (ProgressDisplay display =
            ProgressDisplay.of(settings.progress(), settings.job(), console);
        Interruption interruption =
            new Interruption(
                    INTERRUPT_LIMIT, _ -> interrupted(display), Interruption.Ending.ofProcess())
                .install()) {
      try {
        runTasks(job, splits, display);
        return ExitCode.DONE;
      } catch (Throwable failure) { // whatever it is, the report tells of it
        interruption.awaitEndIfRequested();
        failed(failure, display);
        throw failure;
      }
    }
  }

  private <S, R> void runTasks(Job<S, R> job, Splits<S> splits, ProgressDisplay display)
      throws Exception {
    ResultStream out = console.out();
    if (console.outIsTerminal()) {
      out.beforeWrite(display::makeRoom);
    }
    display.status(settings.isOnCluster() ? "looking for workers" : "starting workers");
    ProcessPool started = builder(job, display).build();
    start = sinceStart();
    pool = started;
    try {
      job.use(memory(started));
      new JobRunner<>(job, started::<S, R>mapResults, display::update).run(splits, out);
      display.close();
      job.write(out, console.err());
      out.flush();
      report(Report.Outcome.done, null);
      summarise(started.statistics());
    } catch (Throwable failure) {
      var _ = started.shutdownNow();
      throw failure;
    } finally {
      started.close();
    }
  }

  private SharedMemory memory(ProcessPool started) {
    if (settings.handoff() == Handoff.KRYO || !started.isOnThisHost()) {
      return SharedMemory.NONE;
    }
    return bytes -> {
      try {
        return Optional.of(started.allocate(bytes));
      } catch (StoreFullException e) {
        return Optional.empty();
      }
    };
  }

  private ProcessPoolBuilder builder(Job<?, ?> job, ProgressDisplay display) {
    ProcessPoolBuilder builder =
        ProcessPool.builder()
            .pool(settings.pool())
            .kafkaProperties(settings.cluster())
            .workers(settings.workers().orElse(0))
            .slots(settings.slots().orElse(job.slots()))
            .workerHeap(settings.heapBytes().orElse(0))
            .pin(settings.pin())
            .storeSize(settings.storeBytes().orElse(0))
            .checksums(settings.checksums())
            .handoff(settings.handoff())
            .retry(settings.retry())
            .taskTimeout(settings.timeout())
            .deathsAllowed(settings.deaths())
            .speculate(settings.speculate())
            .brokerTimeout(settings.brokerTimeout())
            .grace(settings.limits().grace())
            .hangTimeout(settings.limits().hang())
            .maxTasksPerWorker(settings.limits().maxTasks())
            .maxRss(settings.limits().maxRssBytes())
            .spareWorkers(settings.spares())
            .window(WINDOW)
            .workerOutput(display::println)
            .notices(notice -> display.println("baton: " + notice));
    settings.jars().forEach(builder::jar);
    return builder;
  }

  private void interrupted(ProgressDisplay display) {
    display.println("baton: interrupted, ending the workers");
    display.close();
    report(Report.Outcome.interrupted, "interrupted");
    ProcessPool started = pool;
    if (started != null) {
      var _ = started.shutdownNow();
    }
  }

  private void failed(Throwable failure, ProgressDisplay display) {
    display.close();
    report(outcome(failure), failure.getMessage());
  }

  private static Report.Outcome outcome(Throwable failure) {
    return failure instanceof EnvironmentException
        ? Report.Outcome.environment
        : Report.Outcome.failed;
  }

  private void report(Report.Outcome outcome, @Nullable String error) {
    if (settings.report().isPresent()) {
      ProcessPool started = pool;
      Report.of(
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
