package dev.baton.measure.throughput;

import dev.baton.Transport;
import dev.baton.measure.Case;
import dev.baton.measure.Measurement;
import dev.baton.measure.QuietPool;
import dev.baton.measure.Recorder;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import dev.baton.measure.echo.KafkaEcho;
import dev.baton.pool.ProcessPool;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Measures how many empty tasks a pool runs in a second, beside what Kafka alone carries and what
 * memory alone copies; and how many that compute, beside threads. All in turns, so that a busy
 * moment of the machine strikes all alike.
 */
public final class ThroughputMeasurement implements Measurement {

  /** The word on the command line. */
  public static final String NAME = "throughput";

  static final String SUBMIT = "submit";
  static final String MAP = "map";
  private static final String SUBMIT_KAFKA = "submit-kafka";
  private static final String MAP_KAFKA = "map-kafka";
  private static final String THREADS = "threads";
  static final String ECHO = "kafka-echo";
  private static final String COPY = "memcpy";

  private static final int RECORD_BYTES = 100;
  private static final int COPY_BYTES = 64 << 20;
  private static final int LIMIT_S = 120;
  private static final double NS_PER_S = 1e9;
  private static final double GIB = 1L << 30;

  private final ThroughputPlan plan;

  /** A measurement; nothing happens yet. */
  public ThroughputMeasurement(ThroughputPlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Something that may fail; returns how much it did. */
  @FunctionalInterface
  private interface Work {
    double run() throws Exception;
  }

  @Override
  public void run(Recorder recorder) throws Exception {
    overSockets(recorder);
    overKafka(recorder);
    new CpuBound(plan).measure(recorder);
  }

  /** First, while no broker runs beside it. */
  private void overSockets(Recorder recorder) throws Exception {
    recorder.step("starting a pool of " + plan.workers());
    try (ProcessPool pool = QuietPool.of(plan.workers()).build();
        ExecutorService threads = Executors.newFixedThreadPool(plan.workers());
        Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocate(COPY_BYTES).fill((byte) 1);
      MemorySegment to = arena.allocate(COPY_BYTES);
      EmptyTasks tasks = new EmptyTasks(pool);
      Map<String, Work> works = new LinkedHashMap<>();
      works.put(SUBMIT, () -> submit(tasks));
      works.put(MAP, () -> map(tasks));
      works.put(THREADS, () -> submit(threads));
      works.put(COPY, () -> copy(from, to));
      measure(recorder, works);
    }
  }

  private void overKafka(Recorder recorder) throws Exception {
    recorder.step("starting Kafka and a pool of " + plan.workers());
    try (KafkaEcho echo = KafkaEcho.start();
        ProcessPool pool = QuietPool.of(plan.workers()).transport(Transport.KAFKA).build()) {
      EmptyTasks tasks = new EmptyTasks(pool);
      Map<String, Work> works = new LinkedHashMap<>();
      works.put(SUBMIT_KAFKA, () -> submit(tasks));
      works.put(MAP_KAFKA, () -> map(tasks));
      works.put(ECHO, () -> echo(echo));
      measure(recorder, works);
    }
  }

  private void measure(Recorder recorder, Map<String, Work> works) throws Exception {
    Map<String, double[]> rates = new LinkedHashMap<>();
    for (int round = 0; round <= plan.rounds(); round++) {
      recorder.step(round == 0 ? "warming up" : "round " + round + " of " + plan.rounds());
      for (Map.Entry<String, Work> work : works.entrySet()) {
        long startNs = System.nanoTime();
        double amount = work.getValue().run();
        double rate = amount * NS_PER_S / (System.nanoTime() - startNs);
        if (round > 0) {
          rates.computeIfAbsent(work.getKey(), _ -> new double[plan.rounds()])[round - 1] = rate;
        }
      }
    }
    rates.forEach((name, all) -> recorder.add(measured(name, all)));
  }

  private double submit(EmptyTasks tasks) throws Exception {
    tasks.submit(plan.submits(), () -> {});
    return plan.submits();
  }

  private double submit(ExecutorService threads) throws Exception {
    List<Future<Integer>> tasks = new ArrayList<>(plan.submits());
    for (int i = 0; i < plan.submits(); i++) {
      int number = i;
      tasks.add(threads.submit(() -> number));
    }
    for (int i = 0; i < plan.submits(); i++) {
      EmptyTasks.require(tasks.get(i).get(LIMIT_S, TimeUnit.SECONDS) == i);
    }
    return plan.submits();
  }

  private double map(EmptyTasks tasks) {
    tasks.map(plan.inputs(), () -> {});
    return plan.inputs();
  }

  private double echo(KafkaEcho echo) {
    echo.roundTrip(plan.submits(), RECORD_BYTES);
    return plan.submits();
  }

  private static double copy(MemorySegment from, MemorySegment to) {
    to.copyFrom(from);
    EmptyTasks.require(to.get(java.lang.foreign.ValueLayout.JAVA_BYTE, COPY_BYTES - 1L) == 1);
    return COPY_BYTES / GIB;
  }

  private Case measured(String name, double[] rates) {
    Spread spread = Spread.of(rates);
    return switch (name) {
      case SUBMIT, SUBMIT_KAFKA, THREADS ->
          Case.of(NAME, name, "tasks/s", spread)
              .with("workers", plan.workers())
              .with("tasks", plan.submits())
              .remark("empty tasks, submitted one by one" + over(name));
      case MAP, MAP_KAFKA ->
          Case.of(NAME, name, "tasks/s", spread)
              .with("workers", plan.workers())
              .with("tasks", plan.inputs())
              .remark("empty tasks, results in order" + over(name));
      case ECHO ->
          Case.of(NAME, name, "records/s", spread)
              .with("records", plan.submits())
              .with("bytes", RECORD_BYTES)
              .remark("through Kafka and back, no pool, one task's bytes a record");
      default ->
          Case.of(NAME, name, "GiB/s", spread)
              .with("bytes", COPY_BYTES)
              .remark("copying memory, warm, no task");
    };
  }

  private static String over(String name) {
    return switch (name) {
      case SUBMIT_KAFKA, MAP_KAFKA -> ", over Kafka";
      case THREADS -> ", threads of this JVM";
      default -> ", over sockets";
    };
  }

  @Override
  public Section section(List<Case> cases) {
    return ThroughputSection.of(cases);
  }
}
