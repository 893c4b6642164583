package dev.baton.measure.spawn;

import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the figures of starts say, in sentences. Nothing is said of what was not measured. */
final class SpawnFindings {

  private static final double NS_PER_MS = 1e6;

  private final List<Case> cases;
  private final List<String> sentences = new ArrayList<>();

  /**
   * Findings.
   *
   * @param taskMs the task for which it is worked out when a pool pays
   */
  SpawnFindings(List<Case> cases, long taskMs, int cores) {
    this.cases = cases.stream().filter(each -> each.spread().n() > 0).toList();
    find(StartTimes.POOL_TASK)
        .ifPresent(
            pool -> {
              find(StartTimes.JVM_CDS).ifPresent(jvm -> againstJvms(pool, jvm));
              againstSerial(pool, taskMs, cores);
            });
    log();
    caches();
    warmUp();
    memory();
  }

  /** The most important one first. */
  List<String> sentences() {
    return List.copyOf(sentences);
  }

  private void againstJvms(Case pool, Case jvm) {
    double gainMs = ms(jvm) - ms(pool);
    if (gainMs > 0) {
      sentences.add(
          "A JVM of its own costs a task %s, a worker that is there %s: a pool of %s workers, which takes %s to start, has paid for itself after %d tasks."
              .formatted(
                  time(jvm),
                  time(pool),
                  pool.word("workers"),
                  time(pool.figure("startMs")),
                  tasks(pool.figure("startMs"), gainMs)));
    }
  }

  /** Each core takes its part of the tasks; what handing over costs is counted in full. */
  private void againstSerial(Case pool, long taskMs, int cores) {
    double gainMs = taskMs - (double) taskMs / cores - ms(pool);
    sentences.add(
        gainMs > 0
            ? "Against one after the other, it has paid for itself after %d tasks of %s that compute, on %d cores (worked out, not measured)."
                .formatted(tasks(pool.figure("startMs"), gainMs), time((double) taskMs), cores)
            : "Against one after the other, it never pays for tasks of %s that compute, on %d cores."
                .formatted(time((double) taskMs), cores));
  }

  private void log() {
    Optional<Case> sockets = find(StartTimes.POOL_TASK);
    Optional<Case> kafka = find(StartTimes.POOL_TASK_KAFKA);
    if (sockets.isPresent() && kafka.isPresent()) {
      sentences.add(
          "Over Kafka a pool takes %s to start, and a worker that is there costs a task %s; over sockets %s and %s."
              .formatted(
                  time(kafka.get().figure("startMs")),
                  time(kafka.get()),
                  time(sockets.get().figure("startMs")),
                  time(sockets.get())));
    }
  }

  private void caches() {
    find(StartTimes.JVM_COLD)
        .ifPresent(
            cold -> {
              List<String> parts = new ArrayList<>();
              find(StartTimes.JVM_CDS)
                  .ifPresent(each -> parts.add(saved("the JDK's own (CDS)", each, cold)));
              find(StartTimes.JVM_AOT)
                  .ifPresent(
                      each -> parts.add(saved("one made for the task (AOT cache)", each, cold)));
              if (!parts.isEmpty()) {
                sentences.add(
                    "What archives of classes save: without any, a JVM with a task that does nothing takes %s; with %s."
                        .formatted(time(cold), String.join(", with ", parts)));
              }
            });
  }

  private static String saved(String archive, Case each, Case cold) {
    double saved = 1 - ms(each) / ms(cold);
    return String.format(
        Locale.ROOT,
        "%s %s, %.0f %% %s",
        archive,
        time(each),
        100 * Math.abs(saved),
        saved < 0 ? "more" : "less");
  }

  private void warmUp() {
    Optional<Case> first = find(StartTimes.FIRST_TASK);
    Optional<Case> hundredth = find(StartTimes.HUNDREDTH_TASK);
    if (first.isPresent() && hundredth.isPresent()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "A fresh worker is slow: its first task takes %s, its hundredth, which is the same"
                  + " but compiled, %s (a factor of %.0f). A pool that is kept stays warm; a new"
                  + " JVM for each task never gets there.",
              time(first.get()),
              time(hundredth.get()),
              ms(first.get()) / ms(hundredth.get())));
    }
  }

  private void memory() {
    List<String> parts =
        Stream.of(
                StartTimes.THREAD, StartTimes.VIRTUAL_THREAD, StartTimes.JVM_CDS, StartTimes.WORKER)
            .flatMap(name -> find(name).stream())
            .filter(each -> each.figure("rssMiB") > 0)
            .map(each -> "a " + each.name().replace('-', ' ') + " " + bytes(each.figure("rssMiB")))
            .toList();
    if (parts.size() > 1) {
      sentences.add("Memory: " + String.join(", ", parts) + ".");
    }
  }

  private Optional<Case> find(String name) {
    return Case.named(name, cases);
  }

  private static long tasks(double startMs, double gainMs) {
    return Math.max(1, (long) Math.ceil(startMs / gainMs));
  }

  private static double ms(Case each) {
    return each.spread().p50();
  }

  private static String time(Case each) {
    return time(ms(each));
  }

  private static String time(double ms) {
    return Figures.time(ms * NS_PER_MS);
  }

  private static String bytes(double mib) {
    return Figures.bytes(Math.rint(mib * (1 << 20)));
  }
}
