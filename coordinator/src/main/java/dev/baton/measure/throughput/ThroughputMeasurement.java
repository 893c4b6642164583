package dev.baton.measure.throughput;

import dev.baton.EnvironmentException;
import dev.baton.Task;
import dev.baton.TaskFunction;
import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import dev.baton.measure.Measurement;
import dev.baton.measure.QuietPool;
import dev.baton.measure.Recorder;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import dev.baton.measure.echo.KafkaEcho;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.TaskFuture;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures how many empty tasks a pool runs in a second, beside what Kafka alone carries and what
 * memory alone copies. All in turns, so that a busy moment of the machine strikes all alike.
 */
public final class ThroughputMeasurement implements Measurement {

  /** The word on the command line. */
  public static final String NAME = "throughput";

  private static final String SUBMIT = "submit";
  private static final String MAP = "map";
  private static final String ECHO = "kafka-echo";
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
  public void run(Recorder recorder) throws InterruptedException {
    recorder.step("starting Kafka and a pool of " + plan.workers());
    try (KafkaEcho echo = KafkaEcho.start();
        ProcessPool pool = QuietPool.of(plan.workers()).build();
        Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocate(COPY_BYTES).fill((byte) 1);
      MemorySegment to = arena.allocate(COPY_BYTES);
      Map<String, Work> works = new LinkedHashMap<>();
      works.put(SUBMIT, () -> submit(pool));
      works.put(MAP, () -> map(pool));
      works.put(ECHO, () -> echo(echo));
      works.put(COPY, () -> copy(from, to));
      measure(recorder, works);
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new EnvironmentException("Throughput could not be measured: " + e.getMessage(), e);
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

  private double submit(ProcessPool pool) throws Exception {
    List<TaskFuture<Integer>> tasks = new ArrayList<>(plan.submits());
    for (int i = 0; i < plan.submits(); i++) {
      int number = i;
      tasks.add(pool.submit((Task<Integer>) () -> number));
    }
    for (int i = 0; i < plan.submits(); i++) {
      require(tasks.get(i).get(LIMIT_S, TimeUnit.SECONDS) == i);
    }
    return plan.submits();
  }

  private double map(ProcessPool pool) {
    TaskFunction<Integer, Integer> identity = i -> i;
    int next = 0;
    try (Stream<Integer> results = pool.map(identity, IntStream.range(0, plan.inputs()).boxed())) {
      for (int result : (Iterable<Integer>) results::iterator) {
        require(result == next++);
      }
    }
    require(next == plan.inputs());
    return plan.inputs();
  }

  private double echo(KafkaEcho echo) {
    echo.roundTrip(plan.submits(), RECORD_BYTES);
    return plan.submits();
  }

  private static double copy(MemorySegment from, MemorySegment to) {
    to.copyFrom(from);
    require(to.get(java.lang.foreign.ValueLayout.JAVA_BYTE, COPY_BYTES - 1L) == 1);
    return COPY_BYTES / GIB;
  }

  private static void require(boolean isRight) {
    if (!isRight) {
      throw new IllegalStateException("A task gave a wrong answer.");
    }
  }

  private Case measured(String name, double[] rates) {
    Spread spread = Spread.of(rates);
    return switch (name) {
      case SUBMIT ->
          Case.of(NAME, name, "tasks/s", spread)
              .with("workers", plan.workers())
              .with("tasks", plan.submits())
              .remark("empty tasks, submitted one by one");
      case MAP ->
          Case.of(NAME, name, "tasks/s", spread)
              .with("workers", plan.workers())
              .with("tasks", plan.inputs())
              .remark("empty tasks, results in order");
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

  @Override
  public Section section(List<Case> cases) {
    Section.Builder section =
        new Section.Builder(
            "How much gets through in a second",
            "lrrrrll",
            "CASE",
            "N",
            "MIN",
            "P50",
            "MAX",
            "PER S",
            "");
    for (Case each : cases) {
      section.row(
          each.name(),
          Long.toString(each.spread().n()),
          Figures.of(each.spread().min()),
          Figures.of(each.spread().p50()),
          Figures.of(each.spread().max()),
          each.unit().replace("/s", ""),
          each.remark());
    }
    double submits = median(cases, SUBMIT);
    double records = median(cases, ECHO);
    if (submits > 0 && records > 0) {
      section.finding(
          ("%d workers run %s empty tasks a second when they are submitted one by one, and %s with"
               + " map; Kafka alone brings %s records of a task's size there and back: many tasks"
               + " travel in one record.")
              .formatted(
                  plan.workers(),
                  Figures.of(submits),
                  Figures.of(median(cases, MAP)),
                  Figures.of(records)));
    }
    return section.build();
  }

  private static double median(List<Case> cases, String name) {
    return Case.named(name, cases).map(each -> each.spread().p50()).orElse(0.0);
  }
}
