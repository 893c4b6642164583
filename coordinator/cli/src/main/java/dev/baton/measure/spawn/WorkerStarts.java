package dev.baton.measure.spawn;

import dev.baton.EnvironmentException;
import dev.baton.Task;
import dev.baton.Transport;
import dev.baton.measure.Await;
import dev.baton.measure.Children;
import dev.baton.measure.ProcessTree;
import dev.baton.measure.QuietPool;
import dev.baton.measure.Recorder;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.WorkerInfo;
import dev.baton.process.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts pools and workers, and has them run tasks. For one thread. */
final class WorkerStarts {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final double BYTES_PER_MIB = 1 << 20;
  private static final int HUNDRED = 100;

  private final SpawnPlan plan;
  private final Recorder recorder;

  WorkerStarts(SpawnPlan plan, Recorder recorder) {
    this.plan = plan;
    this.recorder = recorder;
  }

  /** A task that answers at once. */
  record Echo(long number) implements Task<Long> {

    @Override
    public Long call() {
      return number;
    }
  }

  /**
   * Tasks that do nothing, on a pool with a worker for each core.
   *
   * @param name of the case
   * @throws EnvironmentException if there is no pool
   */
  void warmPool(String name, Transport transport) throws InterruptedException, ExecutionException {
    int workers = Runtime.getRuntime().availableProcessors();
    recorder.step(name + ": a pool of " + workers + " workers");
    long beginNs = System.nanoTime();
    try (Closing closing = new Closing(pool(workers, transport))) {
      ProcessPool pool = closing.pool;
      QuietPool.awaitWorkers(pool, workers, LIMIT);
      double startMs = (System.nanoTime() - beginNs) / 1e6;
      StartTimes tasks = new StartTimes(name);
      for (int i = 0; i < plan.tasks(); i++) {
        var _ = pool.submit(new Echo(i)).get();
      }
      for (int i = 0; i < plan.tasks(); i++) {
        long sentNs = System.nanoTime();
        long answer = pool.submit(new Echo(i)).get();
        tasks.add(Duration.ofNanos(System.nanoTime() - sentNs));
        tasks.check(answer, i);
      }
      recorder.add(
          tasks
              .toCase()
              .with("workers", workers)
              .detail("startMs", startMs)
              .detail("rssMiB", memoryOfOne(pool.workers())));
    }
  }

  /**
   * One worker after the other, each with a hundred tasks.
   *
   * @throws EnvironmentException if there is no pool
   */
  void freshWorkers() throws InterruptedException, ExecutionException {
    StartTimes starts = new StartTimes(StartTimes.WORKER);
    StartTimes first = new StartTimes(StartTimes.FIRST_TASK);
    StartTimes hundredth = new StartTimes(StartTimes.HUNDREDTH_TASK);
    double memoryMib = 0;
    recorder.step("fresh workers, one after the other");
    try (Closing closing = new Closing(pool(1, Transport.LOCAL))) {
      ProcessPool pool = closing.pool;
      for (int i = 0; i < plan.workers(); i++) {
        WorkerInfo worker = replace(pool, starts);
        recorder.step("a hundred tasks on fresh worker " + (i + 1) + " of " + plan.workers());
        for (int task = 1; task <= HUNDRED; task++) {
          StartTimes noted = task == 1 ? first : task == HUNDRED ? hundredth : null;
          run(pool, task, noted);
        }
        memoryMib = memoryOfOne(List.of(worker));
      }
    }
    recorder.add(starts.toCase().detail("rssMiB", memoryMib));
    recorder.add(first.toCase());
    recorder.add(hundredth.toCase());
  }

  private static void run(ProcessPool pool, int task, @Nullable StartTimes noted)
      throws InterruptedException, ExecutionException {
    WordsTask words = new WordsTask(task);
    long sentNs = System.nanoTime();
    WordsTask.Answer answer = pool.submit(words).get();
    Duration took = Duration.ofNanos(System.nanoTime() - sentNs);
    if (noted != null) {
      noted.add(took);
      noted.check(answer.hash(), words.call().hash());
    }
  }

  /**
   * Ends the worker, which the host agent replaces at once; measured is from the new process to the
   * worker that can take tasks.
   */
  private static WorkerInfo replace(ProcessPool pool, StartTimes starts)
      throws InterruptedException {
    WorkerInfo old = await("There is no worker", () -> only(pool.workers()));
    run(pool); // who has worked is replaced without delay
    try {
      Signals.kill(old.pid());
    } catch (IOException e) {
      throw new EnvironmentException("A worker has ended by itself: " + e.getMessage(), e);
    }
    long pid =
        await(
            "The worker was not replaced",
            () ->
                Children.ofAgent()
                    .filter(child -> child.pid() != old.pid() && child.isAlive())
                    .map(ProcessHandle::pid)
                    .findFirst()
                    .orElse(null));
    long beginNs = System.nanoTime();
    WorkerInfo fresh =
        await(
            "The new worker has not come up",
            () -> {
              WorkerInfo now = only(pool.workers());
              return now != null && now.pid() == pid ? now : null;
            });
    starts.add(Duration.ofNanos(System.nanoTime() - beginNs));
    return fresh;
  }

  private static void run(ProcessPool pool) throws InterruptedException {
    try {
      var _ = pool.submit(new Echo(1)).get();
    } catch (ExecutionException e) {
      throw new EnvironmentException("A task failed: " + e.getCause(), e);
    }
  }

  private static @Nullable WorkerInfo only(List<WorkerInfo> workers) {
    return workers.isEmpty() ? null : workers.getFirst();
  }

  private static double memoryOfOne(List<WorkerInfo> workers) {
    return workers.stream().mapToLong(worker -> ProcessTree.memoryOf(worker.pid())).sum()
        / BYTES_PER_MIB
        / Math.max(1, workers.size());
  }

  private static <T> T await(String failure, Supplier<@Nullable T> condition)
      throws InterruptedException {
    return Await.until(failure, LIMIT, condition);
  }

  /** Without a spare, which would take the place of a worker that is to start anew. */
  private static ProcessPool pool(int workers, Transport transport) {
    return QuietPool.of(workers).spareWorkers(0).transport(transport).startTimeout(LIMIT).build();
  }

  /** A pool that ends at once, whatever it has to do. */
  private record Closing(ProcessPool pool) implements AutoCloseable {

    @Override
    public void close() {
      QuietPool.end(pool);
    }
  }
}
