package dev.baton.measure.throughput;

import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import dev.baton.measure.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells how much gets through. */
final class ThroughputSection {

  private ThroughputSection() {}

  static Section of(List<Case> cases) {
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
    emptyTasks(section, cases);
    computing(section, cases, "sockets", CpuBound.FIRST, CpuBound.LATER);
    computing(section, cases, "Kafka", CpuBound.FIRST_KAFKA, CpuBound.LATER_KAFKA);
    return section.build();
  }

  private static void emptyTasks(Section.Builder section, List<Case> cases) {
    Optional<Case> submit = Case.named(ThroughputMeasurement.SUBMIT, cases);
    double records = median(cases, ThroughputMeasurement.ECHO);
    if (submit.isPresent() && records > 0) {
      section.finding(
          ("%s workers run %s empty tasks a second when they are submitted one by one, and %s with"
                  + " map, over sockets. Kafka alone brings %s records of a task's size there and"
                  + " back: many tasks travel in one record.")
              .formatted(
                  submit.get().word("workers"),
                  Figures.of(submit.get().spread().p50()),
                  Figures.of(median(cases, ThroughputMeasurement.MAP)),
                  Figures.of(records)));
    }
  }

  private static void computing(
      Section.Builder section, List<Case> cases, String over, String first, String later) {
    Optional<Case> early = Case.named(first, cases);
    Optional<Case> late = Case.named(later, cases);
    if (early.isPresent() && late.isPresent()) {
      section.finding(
          String.format(
              Locale.ROOT,
              "Of tasks that compute, %s workers do %s times what as many threads of one JVM do,"
                  + " over %s: in the first %s tasks of a new pool; in the next %s. All processes"
                  + " together use %.2f and %.2f times the threads' CPU time.",
              late.get().word("workers"),
              share(early.get()),
              over,
              early.get().word("tasks"),
              share(late.get()),
              early.get().figure(CpuBound.CPU_OF_THREADS),
              late.get().figure(CpuBound.CPU_OF_THREADS)));
    }
  }

  private static String share(Case each) {
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f to %.3f)",
        each.figure(CpuBound.OF_THREADS),
        each.figure(CpuBound.OF_THREADS_LEAST),
        each.figure(CpuBound.OF_THREADS_MOST));
  }

  private static double median(List<Case> cases, String name) {
    return Case.named(name, cases).map(each -> each.spread().p50()).orElse(0.0);
  }
}
