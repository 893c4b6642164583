package dev.baton.measure.models;

import dev.baton.measure.work.Work;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks on threads of this process, which see its heap: nothing is handed over. */
final class ThreadsModel implements Model {

  private final ExecutorService threads;

  /** A model with its threads, which end with it. */
  ThreadsModel(ExecutorService threads) {
    this.threads = threads;
  }

  @Override
  public List<Long> run(Load load) throws InterruptedException, ExecutionException {
    MemorySegment data = MemorySegment.ofArray(load.data());
    List<Future<Long>> futures = new ArrayList<>();
    for (Work work : load.works()) {
      try {
        futures.add(threads.submit(() -> work.call(data)));
      } catch (RejectedExecutionException e) {
        // Only an interrupt does that.
        Thread.interrupted();
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
    }
    List<Long> answers = new ArrayList<>();
    for (Future<Long> future : futures) {
      answers.add(future.get());
    }
    return answers;
  }

  @Override
  public void close() {
    var _ = threads.shutdownNow();
    threads.close();
  }
}
