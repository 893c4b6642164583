package dev.baton.measure.models;

import dev.baton.measure.PeakMemory;
import dev.baton.measure.ProcessTree;
import dev.baton.measure.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * A load that a model has run some times. Immutable.
 *
 * @param wallMs how long all its tasks took
 * @param cpuMs CPU time of all processes meanwhile, 0 if not known; the median, as of the wall time
 * @param peakMiB the most memory that all processes had
 * @param failures what was wrong with answers
 */
record ModelFigures(Spread wallMs, double cpuMs, double peakMiB, List<String> failures) {

  private static final double NS_PER_MS = 1e6;
  private static final double BYTES_PER_MIB = 1 << 20;

  /**
   * Runs it at least once.
   *
   * @param repeats how often at most
   * @param enough after so long it is not run again
   * @throws ExecutionException if a task has failed
   */
  static ModelFigures of(Model model, Load load, int repeats, Duration enough)
      throws InterruptedException, ExecutionException {
    List<Double> wall = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    try (PeakMemory peak = new PeakMemory()) {
      long untilNs = System.nanoTime() + enough.toNanos();
      do {
        double cpuBeforeMs = cpuSoFarMs();
        long beginNs = System.nanoTime();
        List<Long> answers = model.run(load);
        wall.add((System.nanoTime() - beginNs) / NS_PER_MS);
        cpu.add(cpuSoFarMs() - cpuBeforeMs);
        failures.addAll(wrong(load, answers));
      } while (wall.size() < repeats && System.nanoTime() < untilNs);
      return new ModelFigures(
          Spread.of(wall), Spread.of(cpu).p50(), peak.bytes() / BYTES_PER_MIB, failures);
    }
  }

  Effectiveness.Cost cost() {
    return new Effectiveness.Cost(wallMs.p50(), cpuMs);
  }

  private static List<String> wrong(Load load, List<Long> answers) {
    return IntStream.range(0, load.tasks())
        .filter(task -> !answers.get(task).equals(load.answers().get(task)))
        .mapToObj(task -> "task " + (task + 1) + " has a wrong answer: " + answers.get(task))
        .toList();
  }

  private static double cpuSoFarMs() {
    return ProcessTree.cpu().map(Duration::toMillis).orElse(0L);
  }
}
