package dev.baton.measure.recovery;

import dev.baton.EnvironmentException;
import dev.baton.Shared;
import dev.baton.Task;
import dev.baton.Transport;
import dev.baton.measure.Children;
import dev.baton.measure.QuietPool;
import dev.baton.pool.PoolStatistics;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.TaskFuture;
import dev.baton.process.Descendants;
import dev.baton.process.Signals;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A pool of its own, kept busy, on which faults strike one after the other; each answer is checked.
 * For one thread.
 */
final class PoolUnderFaults implements Victim {

  /** Far more than anything takes; what does not come until then is a failure. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  /** A fault may come at any moment of the load's tasks. */
  private static final int LONGEST_PAUSE_MS = 40;

  /** Nothing tells when a spare has loaded all it needs; on one busy core it takes half of it. */
  private static final Duration SPARE_WARM_AFTER = Duration.ofSeconds(3);

  private final ProcessPool pool;
  private final int workers;
  private final int spares;
  private final Random random;
  private final BackgroundLoad load;
  private long asked;
  private long answered;

  PoolUnderFaults(RecoveryPlan plan, Transport transport) {
    this.workers = plan.workers();
    this.spares = plan.spares();
    this.random = new Random(plan.seed());
    // A short queue: what is measured is recovery, not waiting behind the load.
    this.pool =
        QuietPool.of(workers).transport(transport).spareWorkers(spares).window(2 * workers).build();
    this.load = BackgroundLoad.on(pool);
  }

  @Override
  public Duration strike(Fault fault) throws Exception {
    return switch (fault) {
      case WORKER_KILLED -> worker(Signals::kill);
      case WORKER_FROZEN -> worker(pid -> Signals.send("STOP", pid));
      case AGENT_KILLED -> agent();
      case BROKER_KILLED -> broker();
      case COORDINATOR_KILLED -> throw new IllegalArgumentException("a pool cannot outlive it");
    };
  }

  /** What is done to a process. */
  @FunctionalInterface
  private interface Strike {
    void at(long pid) throws IOException, InterruptedException;
  }

  /** Strikes the worker that runs a task; returns how long it took until the task ran again. */
  private Duration worker(Strike strike) throws Exception {
    try (Shared<MemorySegment> area = pool.allocate(ProbeCells.BYTES)) {
      ProbeCells cells = new ProbeCells(area.segment());
      return untilItRunsAgain(new ProbeTask(area, null, ++asked), cells, strike, null);
    }
  }

  /** Kills the host agent; returns how long it took until a task of its workers ran again. */
  private Duration agent() throws Exception {
    Path file = Files.createTempFile("baton-measure-", ".cells");
    try {
      Files.write(file, new byte[(int) ProbeCells.BYTES]);
      try (ProbeCells.Mapped mapped = ProbeCells.Mapped.open(file)) {
        return untilItRunsAgain(
            new ProbeTask(null, file.toString(), ++asked),
            mapped.cells(),
            Signals::kill,
            Children.AGENT);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Kills the broker; returns how long it took until a task that came after it was answered. */
  private Duration broker() throws Exception {
    awaitWorkers(-1);
    pause();
    long struckNs = System.nanoTime();
    Signals.kill(child(Children.BROKER));
    long number = ++asked;
    require(pool.submit((Task<Long>) () -> ProbeTask.answer(number)), number);
    Duration took = Duration.ofNanos(System.nanoTime() - struckNs);
    awaitWorkers(-1);
    return took;
  }

  /** Ends the load and looks whether each task has had exactly one accepted result. */
  @Override
  public void check() {
    load.close();
    Throwable failure = load.failure();
    if (failure != null) {
      throw new IllegalStateException("The load failed: " + failure.getMessage(), failure);
    }
    PoolStatistics counts = pool.statistics();
    if (counts.done() != answered + load.done() || counts.failed() != 0) {
      throw new IllegalStateException(
          "%d tasks were answered, but the pool counts %d done and %d failed."
              .formatted(answered + load.done(), counts.done(), counts.failed()));
    }
  }

  @Override
  public void close() {
    var _ = pool.shutdownNow();
    load.close();
    pool.close();
  }

  private Duration untilItRunsAgain(
      ProbeTask task, ProbeCells cells, Strike strike, @Nullable String child) throws Exception {
    awaitWorkers(-1);
    TaskFuture<Long> future = pool.submit(task);
    ProbeCells.Run first = cells.await(0, LIMIT);
    long victim = child == null ? first.pid() : child(child);
    pause();
    long struckNs = System.nanoTime();
    strike.at(victim);
    try {
      ProbeCells.Run again = cells.await(1, LIMIT);
      require(future, task.number());
      awaitWorkers(first.pid());
      return Duration.ofNanos(again.atNs() - struckNs);
    } catch (TimeoutException e) {
      future.cancel(true);
      ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
      throw e;
    }
  }

  private void require(TaskFuture<Long> future, long number) throws Exception {
    long answer;
    try {
      answer = future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new TimeoutException("there was no result within " + LIMIT.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new EnvironmentException("The pool did not recover: " + e.getCause(), e);
    }
    if (answer != ProbeTask.answer(number)) {
      throw new IllegalStateException("task " + number + " has a wrong answer: " + answer);
    }
    answered++;
  }

  /** Until all are there, and one is not. */
  private void awaitWorkers(long without) throws Exception {
    await(
        () ->
            pool.workers().size() == workers
                && pool.workers().stream().noneMatch(worker -> worker.pid() == without)
                && ProcessHandle.of(without).map(handle -> !handle.isAlive()).orElse(true)
                && areSparesWarm(),
        "the workers were not all there again");
  }

  private boolean areSparesWarm() {
    Instant latest = Instant.now().minus(SPARE_WARM_AFTER);
    return spares == 0
        || Children.ofAgent().filter(child -> Children.isOlder(child, latest)).count()
            >= workers + spares;
  }

  private static void await(BooleanSupplier condition, String failure) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(failure + " within " + LIMIT.toSeconds() + " s");
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  private void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MS));
  }

  private static long child(String mainClass) throws IOException {
    return Descendants.childRunning(mainClass)
        .map(ProcessHandle::pid)
        .orElseThrow(() -> new IOException("no child process runs " + mainClass));
  }
}
