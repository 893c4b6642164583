package dev.baton.measure.recovery;

import dev.baton.journal.JobDirectories;
import dev.baton.journal.JobView;
import dev.baton.process.ChildExit;
import dev.baton.process.ChildProcess;
import dev.baton.process.FileTree;
import dev.baton.process.JvmCommand;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that run in processes of their own, as a user starts them; their coordinator is killed, and
 * another one goes on with each. Its result is checked, and that it did not begin anew. For one
 * thread, but for {@link #close}.
 */
final class JobUnderFaults implements Victim {

  private static final String BATON = "dev.baton.cli.Baton";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration END_LIMIT = Duration.ofSeconds(4);
  private static final int TASKS = 40;
  private static final int DONE_BEFORE = 10;

  /** A fault may come at any moment of a task. */
  private static final int TASK_MS = 200;

  private static final Pattern RESUMING =
      Pattern.compile("resuming .*: (\\d+) of " + TASKS + " tasks are done already");

  private static final List<String> RESULT =
      List.of("total\t" + TASKS * TASK_MS / 1_000, "tasks\t" + TASKS);

  private final int workers;
  private final int spares;
  private final Random random;
  private final List<ProcessHandle> begotten = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Thread hook = new Thread(this::endWithJvm, "baton-measure-exit");
  private volatile @Nullable ChildProcess coordinator;
  private volatile @Nullable Path data;
  private boolean ending;

  JobUnderFaults(RecoveryPlan plan) {
    this.workers = plan.workers();
    this.spares = plan.spares();
    this.random = new Random(plan.seed());
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public Duration strike(Fault fault) throws Exception {
    Path folder = Files.createTempDirectory("baton-measure-");
    data = folder;
    said.clear();
    try {
      return killAndResume(folder);
    } catch (ExecutionException | TimeoutException e) {
      throw new TimeoutException(
          "the job did not go on: " + e.getMessage() + ". It said: " + String.join("\n", said));
    } finally {
      end();
    }
  }

  private Duration killAndResume(Path folder) throws Exception {
    String pool = "measure-" + folder.getFileName().toString().replaceAll("\\D", "");
    ChildProcess run =
        start(
            "run",
            "--data-dir=" + folder,
            "--pool=" + pool,
            "--workers=" + workers,
            "--spares=" + spares,
            "sleep",
            "--tasks=" + TASKS,
            "--seconds=" + TASK_MS / 1e3);
    long agent;
    try (WorkCount work = new WorkCount(pool, 0)) {
      work.await(DONE_BEFORE, LIMIT, () -> !run.isAlive());
      agent = work.agent();
    }
    String jobId = onlyJob(folder).jobId();
    TimeUnit.MILLISECONDS.sleep(random.nextInt(TASK_MS));
    remember(run);
    long struckNs = System.nanoTime();
    run.kill();
    await(run);
    ChildProcess resume = start("resume", jobId, "--data-dir=" + folder);
    try (WorkCount work = new WorkCount(pool, agent)) {
      work.await(1, LIMIT, () -> !resume.isAlive());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - struckNs);
    requireRight(await(resume), folder);
    return took;
  }

  private static ChildExit await(ChildProcess child) throws Exception {
    return child.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Each job was looked at when it had ended. */
  @Override
  public void check() {}

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending; the hook runs.
    }
  }

  /** As this very process was started: with the same flags, caches and class path. */
  private synchronized ChildProcess start(String... arguments) {
    if (ending) {
      throw new IllegalStateException("this process ends");
    }
    JvmCommand.Builder command =
        JvmCommand.builder(BATON).flags(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.argument("--config").argument("/dev/null"); // what is measured is nobody's own
    List.of(arguments).forEach(command::argument);
    ChildProcess started = ChildProcess.start("baton " + arguments[0], command.build(), said::add);
    coordinator = started;
    return started;
  }

  private static JobView onlyJob(Path folder) throws IOException {
    List<JobView> jobs = new JobDirectories(folder).read();
    if (jobs.size() != 1) {
      throw new IOException("there are " + jobs.size() + " jobs in " + folder + ", not 1");
    }
    return jobs.getFirst();
  }

  /** Tasks that were being answered when the fault struck may run again, the others must not. */
  private void requireRight(ChildExit exit, Path folder) throws IOException {
    int restored =
        said.stream()
            .map(RESUMING::matcher)
            .filter(Matcher::find)
            .mapToInt(line -> Integer.parseInt(line.group(1)))
            .findFirst()
            .orElse(0);
    JobView.State state = onlyJob(folder).state();
    if (exit.code() != 0
        || state != JobView.State.DONE
        || restored < DONE_BEFORE - workers
        || !said.containsAll(RESULT)) {
      throw new IllegalStateException(
          "The resumed job is wrong: %s, %s, %d tasks restored. It said: %s"
              .formatted(exit.describe(), state, restored, String.join("\n", said)));
    }
  }

  private void remember(ChildProcess parent) {
    ProcessHandle.of(parent.pid()).ifPresent(begotten::add);
    ProcessHandle.of(parent.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .forEach(begotten::add);
  }

  private synchronized void endWithJvm() {
    ending = true;
    end();
  }

  /** Ends what runs still, as a user would, and waits until it is gone; then removes the data. */
  private synchronized void end() {
    ChildProcess last = coordinator;
    if (last != null && last.isAlive()) {
      remember(last);
      ProcessHandle.of(last.pid()).ifPresent(ProcessHandle::destroy);
    }
    try {
      CompletableFuture.allOf(
              begotten.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .get(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      begotten.forEach(ProcessHandle::destroyForcibly);
    }
    begotten.clear();
    Path folder = data;
    if (folder != null) {
      try {
        FileTree.delete(folder);
      } catch (IOException e) {
        System.getLogger(JobUnderFaults.class.getName())
            .log(System.Logger.Level.WARNING, folder + " could not be removed", e);
      }
    }
  }
}
