package dev.baton.cli.quarantine;

import dev.baton.DataSize;
import dev.baton.TaskFailedException;
import dev.baton.UsageException;
import dev.baton.cli.command.WorkerOptions;
import dev.baton.cli.job.JobCatalog;
import dev.baton.cli.job.JobCommandLine;
import dev.baton.cli.log.Notice;
import dev.baton.cli.run.Resumption;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.journal.JobView;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import dev.baton.wire.JobStarted;
import dev.baton.wire.Quarantined;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton quarantine replay ID}. */
@Command(
    description = {
      "Runs a task from the quarantine once more, alone in one worker on this machine, and shows"
          + " all that it prints.",
      "Exit code 0: it gave a result. 1: it failed, or ended its worker again."
    })
final class QuarantineReplayCommand implements Callable<Integer> {

  /** A person with a debugger takes the time it takes. */
  private static final Duration WITH_DEBUGGER = Duration.ofHours(12);

  private static final String DEFAULT_PORT = "5005";

  private final Console console;

  @Parameters(
      paramLabel = "ID",
      arity = "1",
      description = "The task, as 'baton quarantine list' says: JOB-ID/NUMBER.")
  private String id = "";

  @Mixin private QuarantineOptions quarantine = new QuarantineOptions();

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description =
          "A jar with the task's classes, beside those its job was started with; may be repeated.")
  private List<Path> jars = new ArrayList<>();

  @Option(names = "--heap", paramLabel = "SIZE", description = "Heap of the worker, such as 2g.")
  private @Nullable DataSize heap;

  @Option(
      names = "--debug",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = DEFAULT_PORT,
      description =
          "Let the worker wait for a debugger on this machine's loopback interface (default port: "
              + DEFAULT_PORT
              + ").")
  private @Nullable Integer debugPort;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show stack traces.")
  boolean verbose;

  QuarantineReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Quarantined task = quarantine.find(id);
    if (!task.isReplayable()) {
      throw new UsageException(
          "Task " + task.id() + " cannot be run again: " + task.obstacle() + ".");
    }
    Optional<JobStarted> job = job(task.jobId());
    List<Path> all = new ArrayList<>(job.map(QuarantineReplayCommand::jarsOf).orElseGet(List::of));
    all.addAll(jars);
    all.forEach(WorkerOptions::checkJar);
    Thread.currentThread().setContextClassLoader(JobCatalog.loaderOf(all));
    Replay replay = Replay.of(task);
    console.err().println("baton: replaying " + task.id() + ": " + replay.describe());
    try (ProcessPool pool = builder(replay, task, all, job).build()) {
      Object result = replay.submitTo(pool).get();
      console.err().println("baton: the task gave a result this time");
      console.out().println(result);
      return ExitCode.DONE;
    } catch (ExecutionException e) {
      throw new TaskFailedException("Task " + task.id() + " failed again", cause(e));
    }
  }

  private ProcessPoolBuilder builder(
      Replay replay, Quarantined task, List<Path> all, Optional<JobStarted> job) {
    ProcessPoolBuilder builder =
        ProcessPool.builder()
            .settings(place(job).toBlock())
            .workers(1)
            .deathsAllowed(1)
            .taskTimeout(Duration.ofMillis(debugPort == null ? task.timeoutMs() : 0))
            .workerHeap(heap == null ? 0 : heap.bytes())
            .workerOutput(console.err()::println)
            .notices(line -> console.err().println(Notice.line(line)));
    all.forEach(builder::jar);
    replay.initializer().ifPresent(builder::initializer);
    if (debugPort != null) {
      if (debugPort < 1 || debugPort > 65_535) {
        throw new UsageException("--debug " + debugPort + " is not a port from 1 to 65535.");
      }
      console.err().println("baton: the worker waits for a debugger at 127.0.0.1:" + debugPort);
      builder
          .workerJvmOption(
              "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:"
                  + debugPort)
          .startTimeout(WITH_DEBUGGER)
          .hangTimeout(Duration.ZERO);
    }
    return builder;
  }

  /** It runs where it ran; tasks on a cluster ran where its workers are. */
  private Settings place(Optional<JobStarted> job) {
    return job.isEmpty() || quarantine.journal().cluster().isGiven()
        ? Settings.DEFAULT
        : Settings.DEFAULT.with(WorkerSettings.DIRECTORY, Resumption.directory(job.get()));
  }

  private Optional<JobStarted> job(String jobId) {
    return quarantine.journal().read().stream()
        .map(JobView::started)
        .filter(started -> started.jobId().equals(jobId))
        .findFirst();
  }

  /** The jars that the job's own command line names. */
  private static List<Path> jarsOf(JobStarted started) {
    return JobCommandLine.jarsIn(started.arguments()).stream()
        .map(jar -> Path.of(started.directory()).resolve(jar))
        .toList();
  }

  private static Throwable cause(ExecutionException e) {
    return e.getCause() == null ? e : e.getCause();
  }
}
