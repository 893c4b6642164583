package dev.baton.measure.throughput;

import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import dev.baton.measure.Section;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what a task costs when there are more of them. */
final class GrowthSection {

  private static final double PER_CENT = 100;

  private GrowthSection() {}

  static Section of(List<Case> cases) {
    Section.Builder section =
        new Section.Builder(
            "What a task costs when there are more of them",
            "lrrrrrrrrl",
            "CASE",
            "TASKS",
            "N",
            "MIN",
            "P50",
            "MAX",
            "HEAP HALFWAY",
            "HEAP AFTER",
            "RSS, MiB",
            "");
    for (Case each : cases) {
      section.row(
          each.name(),
          String.format(Locale.ROOT, "%,d", tasks(each)),
          Long.toString(each.spread().n()),
          Figures.time(each.spread().min()),
          Figures.time(each.spread().p50()),
          Figures.time(each.spread().max()),
          Figures.of(each.figure(GrowthMeasurement.HEAP_HALFWAY)),
          Figures.of(each.figure(GrowthMeasurement.HEAP_AFTER)),
          Figures.of(each.figure(GrowthMeasurement.RSS)),
          each.remark());
    }
    Stream.of(
            GrowthMeasurement.MAP,
            GrowthMeasurement.SUBMIT,
            GrowthMeasurement.MAP_KAFKA,
            GrowthMeasurement.SUBMIT_KAFKA)
        .forEach(name -> tell(section, name, cases));
    if (!cases.isEmpty()) {
      section.finding(
          "The heap is that of the program with the pool, in MiB, just after a collection: when"
              + " half of the results are there, and when all are.");
    }
    return section.build();
  }

  private static void tell(Section.Builder section, String name, List<Case> all) {
    List<Case> cases =
        all.stream()
            .filter(each -> each.name().equals(name))
            .sorted(Comparator.comparingLong(GrowthSection::tasks))
            .toList();
    if (cases.size() > 1) {
      section.finding(
          "%s: a task costs %s. %s; the heap has at most %s MiB."
              .formatted(
                  name,
                  cases.stream().map(GrowthSection::cost).collect(Collectors.joining(", ")),
                  growth(cases),
                  Figures.of(most(cases))));
    }
  }

  private static String cost(Case each) {
    return String.format(Locale.ROOT, "%s of %,d", Figures.time(each.spread().p50()), tasks(each));
  }

  private static String growth(List<Case> cases) {
    double cheapest = Double.MAX_VALUE;
    double growth = 0;
    for (Case each : cases) { // the fewest first
      cheapest = Math.min(cheapest, each.spread().p50());
      growth = Math.max(growth, each.spread().p50() / cheapest - 1);
    }
    return growth == 0
        ? "That never grows with their number"
        : String.format(
            Locale.ROOT, "Where it grows with their number, then by %.0f %%", PER_CENT * growth);
  }

  private static double most(List<Case> cases) {
    return cases.stream()
        .mapToDouble(each -> each.figure(GrowthMeasurement.HEAP_HALFWAY))
        .max()
        .orElse(0);
  }

  private static long tasks(Case each) {
    return each.number(GrowthMeasurement.TASKS);
  }
}
