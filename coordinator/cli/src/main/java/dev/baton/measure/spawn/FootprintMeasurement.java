package dev.baton.measure.spawn;

import dev.baton.EnvironmentException;
import dev.baton.Transport;
import dev.baton.measure.Await;
import dev.baton.measure.Case;
import dev.baton.measure.Children;
import dev.baton.measure.Measurement;
import dev.baton.measure.ProcessTree;
import dev.baton.measure.QuietPool;
import dev.baton.measure.Recorder;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.TaskFuture;
import dev.baton.pool.WorkerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Measures how much memory each process of a pool takes, when nothing has run yet and after some
 * work: pages that several processes have mapped count in parts (PSS), so that the figures can be
 * added up. All answers are checked.
 */
public final class FootprintMeasurement implements Measurement {

  /** What figures of memory are called. */
  public static final String NAME = "footprint";

  static final String WORKER = "worker";
  static final String SPARE = "spare";
  static final String AGENT = "agent";
  static final String BROKER = "broker";
  static final String COORDINATOR = "coordinator";

  static final String TRANSPORT = "transport";
  static final String AFTER_WORK = "afterWorkMiB";
  static final String RESIDENT = "rssMiB";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** By then what was started or has worked is at rest. */
  private static final Duration SETTLED_AFTER = Duration.ofSeconds(2);

  private static final int WORKERS = 2;

  /** As a pool has by default. */
  private static final int SPARES = 1;

  private static final int TASKS = 500;
  private static final int INPUTS = 200_000;
  private static final double BYTES_PER_MIB = 1 << 20;

  private final SpawnPlan plan;

  /** A measurement; nothing happens yet. */
  public FootprintMeasurement(SpawnPlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Memory of processes of a sort, in MiB. For one thread. */
  private record Memory(List<Double> idle, List<Double> afterWork, List<Double> resident) {

    private Memory() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  @Override
  public void run(Recorder recorder) throws InterruptedException {
    try {
      measure(recorder, Transport.LOCAL);
      measure(recorder, Transport.KAFKA);
    } catch (ExecutionException e) {
      throw new EnvironmentException("A task of a pool failed: " + e.getCause(), e);
    }
  }

  private void measure(Recorder recorder, Transport transport)
      throws InterruptedException, ExecutionException {
    String over = transport == Transport.LOCAL ? "sockets" : "Kafka";
    Map<String, Memory> memory = new LinkedHashMap<>();
    for (int round = 1; round <= plan.pools(); round++) {
      recorder.step(
          "memory of a pool over %s, round %d of %d".formatted(over, round, plan.pools()));
      ProcessPool pool = QuietPool.of(WORKERS).spareWorkers(SPARES).transport(transport).build();
      try {
        awaitWorkers(pool);
        look(memory, Memory::idle, pool);
        work(pool);
        look(memory, Memory::afterWork, pool);
      } finally {
        QuietPool.end(pool);
      }
    }
    memory.forEach((name, each) -> recorder.add(measured(name, over, each)));
  }

  private static void awaitWorkers(ProcessPool pool) throws InterruptedException {
    QuietPool.awaitWorkers(pool, WORKERS, LIMIT);
    var _ =
        Await.until(
            "The spare has not come up",
            LIMIT,
            () -> Children.ofAgent().count() < WORKERS + SPARES ? null : pool);
  }

  /** Tasks that fill strings and maps, and many that do nothing. */
  private static void work(ProcessPool pool) throws InterruptedException, ExecutionException {
    List<TaskFuture<WordsTask.Answer>> words =
        IntStream.range(0, TASKS).mapToObj(seed -> pool.submit(new WordsTask(seed))).toList();
    WordsTask.Answer first = words.getFirst().get();
    for (TaskFuture<WordsTask.Answer> each : words) {
      var _ = each.get();
    }
    try (Stream<Integer> same = pool.map(i -> i, IntStream.range(0, INPUTS).boxed())) {
      long sum = same.mapToLong(Integer::longValue).sum();
      if (sum != LongStream.range(0, INPUTS).sum()
          || first.hash() != new WordsTask(0).call().hash()) {
        throw new IllegalStateException("A task gave a wrong answer.");
      }
    }
  }

  @FunctionalInterface
  private interface When {
    List<Double> of(Memory memory);
  }

  private static void look(Map<String, Memory> memory, When when, ProcessPool pool)
      throws InterruptedException {
    System.gc(); // of this process, what earlier measurements have left
    Thread.sleep(SETTLED_AFTER);
    Set<Long> workers = pool.workers().stream().map(WorkerInfo::pid).collect(Collectors.toSet());
    Children.ofAgent()
        .map(ProcessHandle::pid)
        .forEach(pid -> add(memory, workers.contains(pid) ? WORKER : SPARE, when, pid));
    Children.running(Children.AGENT).forEach(agent -> add(memory, AGENT, when, agent.pid()));
    Children.running(Children.BROKER).forEach(broker -> add(memory, BROKER, when, broker.pid()));
    add(memory, COORDINATOR, when, ProcessHandle.current().pid());
  }

  private static void add(Map<String, Memory> memory, String name, When when, long pid) {
    Memory of = memory.computeIfAbsent(name, _ -> new Memory());
    when.of(of).add(ProcessTree.proportionalMemoryOf(pid) / BYTES_PER_MIB);
    of.resident.add(ProcessTree.memoryOf(pid) / BYTES_PER_MIB);
  }

  private Case measured(String name, String over, Memory memory) {
    return Case.of(NAME, name, "MiB", Spread.of(memory.idle))
        .with(TRANSPORT, over)
        .with("workers", WORKERS)
        .detail(AFTER_WORK, Spread.of(memory.afterWork).p50())
        .detail(RESIDENT, Spread.of(memory.resident).max());
  }

  @Override
  public Section section(List<Case> cases) {
    return FootprintSection.of(cases);
  }
}
