package dev.baton.measure.models;

import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import dev.baton.measure.Section;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tells what running tasks at the same time pays: a table as line profilers have it. */
final class ModelsSection {

  private ModelsSection() {}

  static Section of(List<Case> cases, int cores) {
    Section.Builder section =
        new Section.Builder(
            "What parallelising pays, by model and kind of work",
            "llrrrrrrrrl",
            "WORKLOAD",
            "MODEL",
            "WORKERS",
            "TASKS",
            "WALL, ms",
            "PER TASK",
            "% SERIAL",
            "SPEEDUP",
            "CPU, ms",
            "PEAK, MiB",
            "VERDICT");
    sorted(cases).forEach(each -> row(section, each));
    new ModelsFindings(cases, cores).sentences().forEach(section::finding);
    return section.build();
  }

  private static Stream<Case> sorted(List<Case> cases) {
    return cases.stream()
        .sorted(
            Comparator.comparingInt(
                    (Case each) -> order(LoadKind.values(), LoadKind::label, each.word("workload")))
                .thenComparingInt(each -> order(ModelKind.values(), ModelKind::label, each.name()))
                .thenComparingLong(each -> each.number("workers")));
  }

  private static <E> int order(E[] values, Function<E, String> label, String word) {
    return Stream.of(values).map(label).toList().indexOf(word);
  }

  private static void row(Section.Builder section, Case each) {
    boolean isEmpty = each.spread().n() == 0;
    double wall = each.spread().p50();
    double speedup = each.figure("speedup");
    section.row(
        each.word("workload"),
        each.name(),
        each.word("workers"),
        each.word("tasks"),
        isEmpty ? "-" : Figures.of(wall),
        isEmpty ? "-" : Figures.of(wall / Math.max(1, each.number("tasks"))),
        isEmpty ? "-" : Figures.of(100 / speedup),
        isEmpty ? "-" : Figures.of(speedup),
        isEmpty ? "-" : Figures.of(each.figure("cpuMs")),
        isEmpty ? "-" : Figures.of(each.figure("peakMiB")),
        isEmpty ? "not measured" : each.remark());
  }
}
