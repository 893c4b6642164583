package dev.baton.measure.models;

import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the figures of the models say, in sentences. Nothing is said of what was not measured. */
final class ModelsFindings {

  /** Less is no help. */
  private static final double HELPS = 1.2;

  private final List<Case> cases;
  private final int cores;
  private final List<String> sentences = new ArrayList<>();

  /**
   * Findings.
   *
   * @param cores how many processors the machine has
   */
  ModelsFindings(List<Case> cases, int cores) {
    this.cases = cases.stream().filter(each -> each.spread().n() > 0).toList();
    this.cores = cores;
    waiting();
    threads();
    processes();
    eventLoop();
    newProcess();
    handover();
    log();
  }

  /** The most important one first. */
  List<String> sentences() {
    return List.copyOf(sentences);
  }

  private void waiting() {
    int most = mostWorkers(LoadKind.IO).orElse(1);
    List<Case> all =
        cases.stream()
            .filter(each -> isOf(each, LoadKind.IO, most) && !isSerial(each))
            .sorted(Comparator.comparingDouble((Case each) -> speedup(each)).reversed())
            .toList();
    if (most > 1 && !all.isEmpty()) {
      String list =
          all.stream()
              .map(each -> each.name() + " " + Figures.of(speedup(each)))
              .collect(Collectors.joining(", "));
      boolean allHelp = all.stream().allMatch(each -> speedup(each) >= HELPS);
      sentences.add(
          "Work that waits gains from %s, as waiting needs no core; speedup with %d tasks at a time: %s."
              .formatted(allHelp ? "every model" : "most models", most, list));
    }
  }

  private void threads() {
    best(LoadKind.CPU, ModelKind.THREAD_POOL, ModelKind.THREAD, ModelKind.VIRTUAL)
        .ifPresent(
            each ->
                sentences.add(
                    "The JVM has no GIL: threads %s CPU-bound work: a factor of %s on %d cores (%s, %s workers)."
                        .formatted(helps(each), factor(each), cores, each.name(), workers(each))));
  }

  private void processes() {
    best(LoadKind.CPU, ModelKind.POOL_KRYO, ModelKind.POOL_SHARED)
        .ifPresent(
            each ->
                sentences.add(
                    "Processes %s CPU-bound work: a factor of %s (%s, %s workers)%s."
                        .formatted(
                            helps(each),
                            factor(each),
                            each.name(),
                            workers(each),
                            comparedWithThreads(each))));
  }

  private String comparedWithThreads(Case pool) {
    return find(LoadKind.CPU, ModelKind.THREAD_POOL, pool.number("workers"))
        .map(
            threads ->
                "; they cost %s MiB of memory where thread-pool has %s MiB, and a start of %s s"
                    .formatted(
                        Figures.of(pool.figure("peakMiB")),
                        Figures.of(threads.figure("peakMiB")),
                        Figures.of(pool.figure("startMs") / 1e3)))
        .orElse("");
  }

  private void eventLoop() {
    best(LoadKind.CPU, ModelKind.ASYNC)
        .ifPresent(
            each ->
                sentences.add(
                    "One event loop %s CPU-bound work: async has a factor of %s."
                        .formatted(
                            speedup(each) >= HELPS ? "helps" : "does not help", factor(each))));
  }

  private void newProcess() {
    best(LoadKind.CPU, ModelKind.PROCESS)
        .ifPresent(
            each -> {
              double extra =
                  (each.figure("cpuMs") - baseCpuMs()) / Math.max(1, each.number("tasks"));
              sentences.add(
                  "A new JVM for each task needs %s ms until it begins, and %s ms of CPU time beside its task: a factor of %s (process, %s workers)."
                      .formatted(
                          Figures.of(each.figure("startMs")),
                          Figures.of(Math.max(0, extra)),
                          factor(each),
                          workers(each)));
            });
  }

  private void handover() {
    mostWorkers(LoadKind.MEMORY)
        .ifPresent(
            workers -> {
              Optional<Case> kryo = find(LoadKind.MEMORY, ModelKind.POOL_KRYO, workers);
              Optional<Case> shared = find(LoadKind.MEMORY, ModelKind.POOL_SHARED, workers);
              if (kryo.isPresent() && shared.isPresent()) {
                sentences.add(
                    "Where tasks get a large array, handing it over decides: with %d workers pool-shared has a factor of %s, pool-kryo, which copies it for each task, %s."
                        .formatted(workers, factor(shared.get()), factor(kryo.get())));
              }
            });
  }

  private void log() {
    mostWorkers(LoadKind.CPU)
        .ifPresent(
            workers -> {
              Optional<Case> sockets = find(LoadKind.CPU, ModelKind.POOL_KRYO, workers);
              Optional<Case> kafka = find(LoadKind.CPU, ModelKind.POOL_KAFKA, workers);
              if (sockets.isPresent() && kafka.isPresent()) {
                sentences.add(
                    "What the log costs: over Kafka the pool has a factor of %s with CPU-bound work, over sockets %s (%d workers); it takes %s MiB instead of %s, and %s s to start instead of %s."
                        .formatted(
                            factor(kafka.get()),
                            factor(sockets.get()),
                            workers,
                            Figures.of(kafka.get().figure("peakMiB")),
                            Figures.of(sockets.get().figure("peakMiB")),
                            Figures.of(kafka.get().figure("startMs") / 1e3),
                            Figures.of(sockets.get().figure("startMs") / 1e3)));
              }
            });
  }

  private double baseCpuMs() {
    return find(LoadKind.CPU, ModelKind.SERIAL, 1).map(each -> each.figure("cpuMs")).orElse(0.0);
  }

  private Optional<Case> best(LoadKind workload, ModelKind... kinds) {
    return Stream.of(kinds)
        .flatMap(kind -> cases.stream().filter(each -> each.name().equals(kind.label())))
        .filter(each -> each.word("workload").equals(workload.label()))
        .filter(each -> each.number("workers") > 1)
        .max(Comparator.comparingDouble(ModelsFindings::speedup));
  }

  private Optional<Case> find(LoadKind workload, ModelKind kind, long workers) {
    return cases.stream()
        .filter(each -> each.name().equals(kind.label()) && isOf(each, workload, workers))
        .findFirst();
  }

  private OptionalInt mostWorkers(LoadKind workload) {
    return cases.stream()
        .filter(each -> each.word("workload").equals(workload.label()))
        .mapToInt(each -> (int) each.number("workers"))
        .max();
  }

  private static boolean isOf(Case each, LoadKind workload, long workers) {
    return each.word("workload").equals(workload.label()) && each.number("workers") == workers;
  }

  private static boolean isSerial(Case each) {
    return each.name().equals(ModelKind.SERIAL.label());
  }

  private static double speedup(Case each) {
    return each.figure("speedup");
  }

  private static String helps(Case each) {
    return speedup(each) >= HELPS ? "help" : "do not help";
  }

  private static String factor(Case each) {
    return String.format(Locale.ROOT, "%.2f", speedup(each));
  }

  private static String workers(Case each) {
    return each.word("workers");
  }
}
