package dev.baton.measure.models;

import dev.baton.measure.work.TaskDataFile;
import dev.baton.measure.work.TaskDirectory;
import dev.baton.measure.work.TaskJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs each task in a JVM of its own, so many at a time. The data is put into a file in shared
 * memory once for all tasks of a load; the answers come back the same way.
 */
final class ProcessModel implements Model {

  private final TaskDirectory folder = new TaskDirectory(0);
  private final ExecutorService starters;
  private final AtomicLong startNs = new AtomicLong();
  private final AtomicInteger starts = new AtomicInteger();

  ProcessModel(int workers) {
    starters = Executors.newFixedThreadPool(workers);
  }

  @Override
  public List<Long> run(Load load) throws InterruptedException, ExecutionException {
    List<Future<?>> ends = new ArrayList<>();
    try (TaskDataFile area = folder.area(load.data())) {
      for (int i = 0; i < load.tasks(); i++) {
        int task = i;
        ends.add(starters.submit(() -> runOne(area, task, load)));
      }
      List<Long> answers = new ArrayList<>();
      for (int i = 0; i < load.tasks(); i++) {
        var _ = ends.get(i).get();
        answers.add(area.answer(i));
      }
      return answers;
    } finally {
      // Where one has failed, or this thread was interrupted, the others do not run on.
      ends.forEach(end -> end.cancel(true));
    }
  }

  private Void runOne(TaskDataFile area, int task, Load load) throws InterruptedException {
    try (TaskJvm jvm = TaskJvm.start(area, task, load.works().get(task), List.of())) {
      startNs.addAndGet(jvm.awaitUp().toNanos());
      starts.incrementAndGet();
      var _ = jvm.awaitEnd();
    }
    return null;
  }

  /** Of one JVM, on average. */
  @Override
  public double startMs() {
    return startNs.get() / 1e6 / Math.max(1, starts.get());
  }

  @Override
  public void close() {
    var _ = starters.shutdownNow();
    starters.close();
    folder.close();
  }
}
