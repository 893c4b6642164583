package dev.baton.measure.models;

import dev.baton.measure.work.Work;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks as {@code asyncio} does: one thread, which goes on with another task whenever one
 * waits. What computes holds up all others.
 */
final class AsyncModel implements Model {

  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private final int workers;

  /**
   * A model with its event loop.
   *
   * @param workers how many tasks are under way at a time
   */
  AsyncModel(int workers) {
    this.workers = workers;
  }

  @Override
  public List<Long> run(Load load) throws InterruptedException, ExecutionException {
    List<CompletableFuture<Long>> answers =
        load.works().stream().map(_ -> new CompletableFuture<Long>()).toList();
    MemorySegment data = MemorySegment.ofArray(load.data());
    loop.execute(
        () -> {
          for (int i = 0; i < Math.min(workers, load.tasks()); i++) {
            begin(i, load, data, answers);
          }
        });
    CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).get();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  /** Begins a task; one that has ended begins that which is so many places behind it. */
  private void begin(
      int task, Load load, MemorySegment data, List<CompletableFuture<Long>> answers) {
    Work work = load.works().get(task);
    Runnable rest =
        () -> {
          try {
            answers.get(task).complete(work.compute(data));
          } catch (InterruptedException | RuntimeException e) {
            answers.get(task).completeExceptionally(e);
          }
          if (task + workers < load.tasks()) {
            begin(task + workers, load, data, answers);
          }
        };
    if (work.waitMs() > 0) {
      var _ = loop.schedule(rest, work.waitMs(), TimeUnit.MILLISECONDS);
    } else {
      loop.execute(rest);
    }
  }

  @Override
  public void close() {
    var _ = loop.shutdownNow();
    loop.close();
  }
}
