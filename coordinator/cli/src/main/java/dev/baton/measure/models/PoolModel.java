package dev.baton.measure.models;

import dev.baton.Handoff;
import dev.baton.Shared;
import dev.baton.Task;
import dev.baton.TaskContext;
import dev.baton.TaskFunction;
import dev.baton.Transport;
import dev.baton.measure.QuietPool;
import dev.baton.measure.work.Work;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.TaskFuture;
import dev.baton.pool.WorkerInfo;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs tasks in the workers of a pool of its own, one at a time in each. */
final class PoolModel implements Model {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** A task that is cancelled hears it within milliseconds, or does not. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final ProcessPool pool;
  private final Handoff handoff;
  private final double startMs;

  private PoolModel(ProcessPool pool, Handoff handoff, double startMs) {
    this.pool = pool;
    this.handoff = handoff;
    this.startMs = startMs;
  }

  /** Starts a pool; returns when all its workers are there. */
  static PoolModel start(int workers, Handoff handoff, Transport transport)
      throws InterruptedException {
    long beginNs = System.nanoTime();
    ProcessPool pool =
        QuietPool.of(workers).transport(transport).grace(GRACE).startTimeout(START_LIMIT).build();
    try {
      QuietPool.awaitWorkers(pool, workers, START_LIMIT);
      return new PoolModel(pool, handoff, (System.nanoTime() - beginNs) / 1e6);
    } catch (InterruptedException | RuntimeException e) {
      QuietPool.end(pool);
      throw e;
    }
  }

  /** A task that sees the data in place. */
  record InPlace(Work work, @Nullable Shared<long[]> data) implements Task<Long> {

    @Override
    public Long call() throws Exception {
      return work.call(data == null ? MemorySegment.NULL : data.segment());
    }
  }

  /** A task that gets a copy of the data. */
  record OnCopy(Work work) implements TaskFunction<long[], Long> {

    @Override
    public Long apply(long[] data) throws Exception {
      return work.call(MemorySegment.ofArray(data));
    }
  }

  /** Says which worker has run it. */
  record WhoRuns(Work work) implements Task<String> {

    @Override
    public String call() throws Exception {
      work.call(MemorySegment.NULL);
      return TaskContext.current().worker();
    }
  }

  @Override
  public List<Long> run(Load load) throws InterruptedException, ExecutionException {
    return handoff == Handoff.KRYO ? runOnCopies(load) : runInPlace(load);
  }

  private List<Long> runOnCopies(Load load) throws InterruptedException, ExecutionException {
    ProcessPool by = pool.with(handoff);
    return answers(load.works().stream().map(work -> by.submit(new OnCopy(work), load.data())));
  }

  private List<Long> runInPlace(Load load) throws InterruptedException, ExecutionException {
    if (load.data().length == 0) {
      return answers(load.works().stream().map(work -> pool.submit(new InPlace(work, null))));
    }
    try (Shared<long[]> data = pool.share(load.data())) {
      return answers(load.works().stream().map(work -> pool.submit(new InPlace(work, data))));
    }
  }

  private static List<Long> answers(Stream<TaskFuture<Long>> submitted)
      throws InterruptedException, ExecutionException {
    List<TaskFuture<Long>> futures = submitted.toList();
    List<Long> answers = new ArrayList<>();
    for (TaskFuture<Long> future : futures) {
      answers.add(future.get());
    }
    return answers;
  }

  /** Each worker has a turn. */
  @Override
  public void warmUp(Load load) throws InterruptedException, ExecutionException {
    Set<String> cold =
        pool.workers().stream()
            .map(WorkerInfo::name)
            .collect(Collectors.toCollection(HashSet::new));
    Work turn = new Work(1, 1, load.works().getFirst().rounds(), 0);
    while (!cold.isEmpty()) {
      List<TaskFuture<String>> turns =
          Stream.generate(() -> pool.submit(new WhoRuns(turn))).limit(2L * cold.size()).toList();
      for (TaskFuture<String> each : turns) {
        cold.remove(each.get());
      }
    }
    var _ = run(load);
  }

  @Override
  public double startMs() {
    return startMs;
  }

  @Override
  public void close() {
    QuietPool.end(pool);
  }
}
