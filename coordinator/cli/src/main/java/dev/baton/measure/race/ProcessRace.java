package dev.baton.measure.race;

import dev.baton.EnvironmentException;
import dev.baton.Shared;
import dev.baton.SharedCounter;
import dev.baton.SharedMap;
import dev.baton.measure.QuietPool;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.TaskFuture;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Workers of a pool that count at the same time. For one thread. */
final class ProcessRace implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final ProcessPool pool;
  private final int workers;
  private final Path lockFile;
  private int rounds;

  ProcessRace(int workers) {
    this.workers = workers;
    try {
      this.lockFile = Files.createTempFile("baton-measure-", ".lock");
    } catch (IOException e) {
      throw new EnvironmentException("No temporary file can be made: " + e.getMessage(), e);
    }
    try {
      this.pool = QuietPool.of(workers).build();
    } catch (RuntimeException e) {
      deleteLockFile();
      throw e;
    }
  }

  RoundResult run(RaceVariant variant, long updates) throws InterruptedException {
    // Names of their own: counters and maps live as long as the pool.
    SharedCounter counter = pool.counter("race-" + ++rounds);
    SharedMap<String, Long> map = pool.sharedMap("race-" + rounds);
    try (Shared<MemorySegment> cells = pool.allocate(RaceTask.BYTES)) {
      List<TaskFuture<RaceTask.Counted>> tasks = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        tasks.add(
            pool.submit(
                new RaceTask(variant, workers, updates, cells, counter, map, lockFile.toString())));
      }
      long longest = 0;
      long own = 0;
      for (TaskFuture<RaceTask.Counted> task : tasks) {
        RaceTask.Counted counted = task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        longest = Math.max(longest, counted.ns());
        own += counted.own();
      }
      long said =
          switch (variant) {
            case PROCESSES_APART -> own;
            case PROCESSES_COUNTER -> counter.get();
            case PROCESSES_MAP -> map.getOrDefault(RaceTask.KEY, 0L);
            default -> RaceTask.number(cells.segment());
          };
      return new RoundResult(workers * updates, said, longest);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The workers could not count: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    QuietPool.end(pool);
    deleteLockFile();
  }

  private void deleteLockFile() {
    try {
      Files.deleteIfExists(lockFile);
    } catch (IOException e) {
      System.getLogger(ProcessRace.class.getName())
          .log(System.Logger.Level.WARNING, "A temporary file is left: " + lockFile, e);
    }
  }
}
