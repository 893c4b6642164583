package dev.baton.measure.spawn;

import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import dev.baton.measure.Section;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Tells how much memory the processes of a pool take. */
final class FootprintSection {

  private static final long MIB = 1 << 20;

  private FootprintSection() {}

  static Section of(List<Case> cases) {
    Section.Builder section =
        new Section.Builder(
            "What memory a pool takes",
            "llrrrrrr",
            "PSS, MiB",
            "OVER",
            "N",
            "IDLE MIN",
            "IDLE P50",
            "IDLE MAX",
            "AFTER WORK",
            "MAX RSS");
    for (Case each : cases) {
      section.row(
          each.name(),
          each.word(FootprintMeasurement.TRANSPORT),
          Long.toString(each.spread().n()),
          Figures.of(each.spread().min()),
          Figures.of(each.spread().p50()),
          Figures.of(each.spread().max()),
          Figures.of(each.figure(FootprintMeasurement.AFTER_WORK)),
          Figures.of(each.figure(FootprintMeasurement.RESIDENT)));
    }
    cases.stream()
        .map(each -> each.word(FootprintMeasurement.TRANSPORT))
        .distinct()
        .forEach(over -> sum(section, over, cases));
    return section.build();
  }

  private static void sum(Section.Builder section, String over, List<Case> all) {
    List<Case> cases =
        all.stream()
            .filter(each -> each.word(FootprintMeasurement.TRANSPORT).equals(over))
            .toList();
    section.finding(
        "Over %s a pool of %s workers takes %s with all its processes when nothing has run yet, and %s after some work."
            .formatted(
                over,
                cases.getFirst().word("workers"),
                sum(cases, each -> each.spread().p50()),
                sum(cases, each -> each.figure(FootprintMeasurement.AFTER_WORK))));
  }

  private static String sum(List<Case> cases, ToDoubleFunction<Case> mib) {
    double sum =
        cases.stream()
            .mapToDouble(
                each ->
                    mib.applyAsDouble(each)
                        * (each.name().equals(FootprintMeasurement.WORKER)
                            ? each.number("workers")
                            : 1))
            .sum();
    return Figures.bytes(Math.rint(sum * MIB));
  }
}
