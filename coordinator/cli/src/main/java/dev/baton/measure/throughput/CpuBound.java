package dev.baton.measure.throughput;

import dev.baton.Transport;
import dev.baton.measure.Case;
import dev.baton.measure.ProcessTree;
import dev.baton.measure.QuietPool;
import dev.baton.measure.Recorder;
import dev.baton.measure.Spread;
import dev.baton.pool.ProcessPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Tasks that only compute, on the workers of pools that have just come up, and on as many threads
 * of this JVM while there is no pool: in turns, each time with new pools.
 */
final class CpuBound {

  static final String THREADS = "hash-threads";
  static final String FIRST = "hash-first";
  static final String LATER = "hash";
  static final String FIRST_KAFKA = "hash-first-kafka";
  static final String LATER_KAFKA = "hash-kafka";

  static final String OF_THREADS = "ofThreads";
  static final String OF_THREADS_LEAST = "ofThreadsMin";
  static final String OF_THREADS_MOST = "ofThreadsMax";
  static final String CPU_OF_THREADS = "cpuOfThreads";

  private static final int TASKS = 100;
  private static final Duration TASK = Duration.ofMillis(55);
  private static final int TRIAL_BLOCKS = 500;
  private static final int TRIALS = 20;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double NS_PER_S = 1e9;

  private final ThroughputPlan plan;
  private final Map<String, List<Round>> rounds = new LinkedHashMap<>();
  private List<Callable<Long>> tasks = List.of();
  private List<Long> answers = List.of();

  CpuBound(ThroughputPlan plan) {
    this.plan = plan;
  }

  /** What all tasks took: time, and the CPU time of this process and its children. */
  private record Round(double seconds, double cpuSeconds) {}

  void measure(Recorder recorder) throws Exception {
    recorder.step("finding out how much work takes " + TASK.toMillis() + " ms");
    int blocks = blocks();
    tasks =
        IntStream.range(0, TASKS)
            .<Callable<Long>>mapToObj(seed -> new HashTask(seed, blocks))
            .toList();
    for (int round = 1; round <= plan.computingRounds(); round++) {
      recorder.step("tasks that compute, round " + round + " of " + plan.computingRounds());
      try (ExecutorService threads = Executors.newFixedThreadPool(plan.workers())) {
        run(THREADS, threads);
      }
      run(FIRST, LATER, Transport.LOCAL);
      run(FIRST_KAFKA, LATER_KAFKA, Transport.KAFKA);
    }
    rounds.keySet().forEach(name -> recorder.add(measured(name)));
  }

  /** The shortest trial decides, as everything that disturbs makes it longer. */
  private static int blocks() throws Exception {
    long bestNs = Long.MAX_VALUE;
    for (int i = 0; i < TRIALS; i++) {
      long startNs = System.nanoTime();
      var _ = new HashTask(i, TRIAL_BLOCKS).call();
      bestNs = Math.min(bestNs, System.nanoTime() - startNs);
    }
    return Math.max(1, Math.toIntExact(TASK.toNanos() * TRIAL_BLOCKS / bestNs));
  }

  private void run(String first, String later, Transport transport) throws Exception {
    try (ProcessPool pool = QuietPool.of(plan.workers()).transport(transport).build()) {
      QuietPool.awaitWorkers(pool, plan.workers(), LIMIT);
      run(first, pool);
      run(later, pool);
    }
  }

  private void run(String name, ExecutorService by) throws Exception {
    Duration cpu = ProcessTree.cpu().orElse(Duration.ZERO);
    long startNs = System.nanoTime();
    List<Future<Long>> futures = new ArrayList<>();
    for (Callable<Long> task : tasks) {
      futures.add(by.submit(task));
    }
    List<Long> found = new ArrayList<>();
    for (Future<Long> future : futures) {
      found.add(future.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }
    double seconds = (System.nanoTime() - startNs) / NS_PER_S;
    Duration used = ProcessTree.cpu().orElse(cpu).minus(cpu);
    if (answers.isEmpty()) {
      answers = found;
    }
    EmptyTasks.require(found.equals(answers));
    rounds
        .computeIfAbsent(name, _ -> new ArrayList<>())
        .add(new Round(seconds, used.toNanos() / NS_PER_S));
  }

  private Case measured(String name) {
    List<Round> own = rounds.getOrDefault(name, List.of());
    List<Round> threads = rounds.getOrDefault(THREADS, List.of());
    double[] rates = own.stream().mapToDouble(round -> TASKS / round.seconds).toArray();
    Case measured =
        Case.of(ThroughputMeasurement.NAME, name, "tasks/s", Spread.of(rates))
            .with("workers", plan.workers())
            .with("tasks", TASKS)
            .with("taskMs", TASK.toMillis())
            .remark(remark(name));
    if (name.equals(THREADS)) {
      return measured;
    }
    int pairs = Math.min(own.size(), threads.size());
    Spread ratios =
        Spread.of(
            IntStream.range(0, pairs)
                .mapToDouble(i -> threads.get(i).seconds / own.get(i).seconds)
                .toArray());
    Spread cpu =
        Spread.of(
            IntStream.range(0, pairs)
                .mapToDouble(i -> own.get(i).cpuSeconds / threads.get(i).cpuSeconds)
                .filter(Double::isFinite)
                .toArray());
    return measured
        .detail(OF_THREADS, ratios.p50())
        .detail(OF_THREADS_LEAST, ratios.min())
        .detail(OF_THREADS_MOST, ratios.max())
        .detail(CPU_OF_THREADS, cpu.p50());
  }

  private static String remark(String name) {
    String what = TASKS + " tasks of " + TASK.toMillis() + " ms of SHA-256";
    return switch (name) {
      case THREADS -> what + ", threads of this JVM";
      case FIRST -> what + ", the first of a new pool, over sockets";
      case FIRST_KAFKA -> what + ", the first of a new pool, over Kafka";
      case LATER -> what + ", the next, over sockets";
      default -> what + ", the next, over Kafka";
    };
  }
}
