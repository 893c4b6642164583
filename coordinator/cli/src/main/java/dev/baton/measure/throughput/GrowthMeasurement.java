package dev.baton.measure.throughput;

import dev.baton.Transport;
import dev.baton.measure.Case;
import dev.baton.measure.Measurement;
import dev.baton.measure.ProcessTree;
import dev.baton.measure.QuietPool;
import dev.baton.measure.Recorder;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import dev.baton.pool.ProcessPool;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what an empty task costs, and how much memory this process needs, when there are more
 * and more of them in one go: neither should grow. All answers are checked; inputs and results
 * stream.
 */
public final class GrowthMeasurement implements Measurement {

  /** What figures of growth are called. */
  public static final String NAME = "growth";

  static final String MAP = "map";
  static final String SUBMIT = "submit";
  static final String MAP_KAFKA = "map-kafka";
  static final String SUBMIT_KAFKA = "submit-kafka";

  static final String TASKS = "tasks";
  static final String HEAP_HALFWAY = "heapHalfwayMiB";
  static final String HEAP_AFTER = "heapAfterMiB";
  static final String RSS = "rssMiB";

  /** More of them take minutes and show nothing else. */
  private static final int MOST_SUBMITS = 1_000_000;

  /** All that travels over Kafka lies in the temporary directory until the pool ends. */
  private static final int MOST_OVER_KAFKA = 1_000_000;

  private static final int MOST_SUBMITS_OVER_KAFKA = 100_000;

  private static final Duration WARM_TIME = Duration.ofSeconds(4);
  private static final int WARM_TASKS = 100_000;

  /** What has taken so long is not repeated: long times vary little. */
  private static final Duration ENOUGH = Duration.ofSeconds(3);

  private static final double BYTES_PER_MIB = 1 << 20;

  private final GrowthPlan plan;

  /** A measurement; nothing happens yet. */
  public GrowthMeasurement(GrowthPlan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** So many tasks; something is done when half of the answers are there. */
  @FunctionalInterface
  private interface Work {
    void run(int tasks, Runnable halfway) throws Exception;
  }

  @Override
  public void run(Recorder recorder) throws Exception {
    overSockets(recorder);
    overKafka(recorder);
  }

  /** First, while no broker runs beside it. */
  private void overSockets(Recorder recorder) throws Exception {
    recorder.step("starting a pool of " + plan.workers());
    try (ProcessPool pool = QuietPool.of(plan.workers()).build()) {
      EmptyTasks tasks = new EmptyTasks(pool);
      measure(recorder, MAP, plan.sizes(plan.tasks()), tasks::map);
      measure(recorder, SUBMIT, plan.sizes(MOST_SUBMITS), tasks::submit);
    }
  }

  private void overKafka(Recorder recorder) throws Exception {
    recorder.step("starting Kafka and a pool of " + plan.workers());
    try (ProcessPool pool = QuietPool.of(plan.workers()).transport(Transport.KAFKA).build()) {
      EmptyTasks tasks = new EmptyTasks(pool);
      measure(recorder, MAP_KAFKA, plan.sizes(MOST_OVER_KAFKA), tasks::map);
      measure(recorder, SUBMIT_KAFKA, plan.sizes(MOST_SUBMITS_OVER_KAFKA), tasks::submit);
    }
  }

  private void measure(Recorder recorder, String name, List<Integer> sizes, Work work)
      throws Exception {
    recorder.step("warming up " + name);
    long warmNs = System.nanoTime() + WARM_TIME.toNanos();
    while (System.nanoTime() - warmNs < 0) {
      work.run(WARM_TASKS, () -> {});
    }
    for (int tasks : sizes) {
      recorder.step("%s of %,d tasks".formatted(name, tasks));
      recorder.add(measured(name, tasks, nsPerTask(tasks, work), memory(tasks, work)));
    }
  }

  private Spread nsPerTask(int tasks, Work work) throws Exception {
    List<Double> rounds = new ArrayList<>();
    long enoughNs = System.nanoTime() + ENOUGH.toNanos();
    do {
      long startNs = System.nanoTime();
      work.run(tasks, () -> {});
      rounds.add((double) (System.nanoTime() - startNs) / tasks);
    } while (rounds.size() < plan.rounds() && System.nanoTime() - enoughNs < 0);
    return Spread.of(rounds);
  }

  /** In a run of its own, as a full collection in the middle of it takes time. */
  private static Memory memory(int tasks, Work work) throws Exception {
    Memory memory = new Memory();
    work.run(tasks, memory::lookHalfway);
    memory.heapAfter = liveHeap();
    return memory;
  }

  /** What this process needs. For one thread. */
  private static final class Memory {

    private double heapHalfway;
    private double heapAfter;
    private double resident;

    private void lookHalfway() {
      resident = ProcessTree.memoryOf(ProcessHandle.current().pid()) / BYTES_PER_MIB;
      heapHalfway = liveHeap();
    }
  }

  private static double liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / BYTES_PER_MIB;
  }

  private Case measured(String name, int tasks, Spread nsPerTask, Memory memory) {
    return Case.of(NAME, name, "ns", nsPerTask)
        .with("workers", plan.workers())
        .with(TASKS, tasks)
        .detail(HEAP_HALFWAY, memory.heapHalfway)
        .detail(HEAP_AFTER, memory.heapAfter)
        .detail(RSS, memory.resident)
        .remark(
            switch (name) {
              case MAP -> "results in order, over sockets";
              case MAP_KAFKA -> "results in order, over Kafka";
              case SUBMIT -> "one by one, over sockets";
              default -> "one by one, over Kafka";
            });
  }

  @Override
  public Section section(List<Case> cases) {
    return GrowthSection.of(cases);
  }
}
