package dev.baton.measure.race;

import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import dev.baton.measure.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells which updates were lost, and what one costs. */
final class RaceSection {

  private static final double PER_CENT = 100;

  private RaceSection() {}

  static Section of(List<Case> cases) {
    Section.Builder section =
        new Section.Builder(
            "Several count up one number: who loses updates, and what one costs",
            "lrrrrl",
            "COUNTER",
            "UPDATES",
            "COUNTED",
            "LOST",
            "NS/UPDATE",
            "");
    for (Case each : cases) {
      section.row(
          each.name(),
          count(each.figure(RaceMeasurement.EXPECTED)),
          count(each.figure(RaceMeasurement.EXPECTED) - each.figure(RaceMeasurement.LOST)),
          share(each),
          Figures.of(each.spread().p50()),
          each.remark());
    }
    find(cases, RaceVariant.THREADS_UNSYNCHRONISED)
        .ifPresent(
            each ->
                section.finding(
                    ("%d threads that add to one variable without agreeing lose %s of their"
                            + " updates: each reads, adds and writes, and what came in between is"
                            + " overwritten.")
                        .formatted(each.number("workers"), share(each))));
    find(cases, RaceVariant.PROCESSES_UNSYNCHRONISED)
        .ifPresent(
            each ->
                section.finding(
                    ("Processes are no remedy: in shared memory %s are lost just so. Without shared"
                            + " memory nothing is lost, because nothing is common: each process has"
                            + " a number of its own.")
                        .formatted(share(each))));
    costs(cases).ifPresent(section::finding);
    return section.build();
  }

  private static Optional<String> costs(List<Case> cases) {
    Optional<Case> counter = find(cases, RaceVariant.PROCESSES_COUNTER);
    Optional<Case> map = find(cases, RaceVariant.PROCESSES_MAP);
    Optional<Case> lock = find(cases, RaceVariant.PROCESSES_FILE_LOCK);
    if (counter.isEmpty() || map.isEmpty() || lock.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ("Being right costs, with all counting at once, %s an update with SharedCounter, %s with"
             + " SharedMap.merge and %s with a lock on a file. Cheapest is to count apart and add"
             + " up at the end.")
            .formatted(time(counter.get()), time(map.get()), time(lock.get())));
  }

  private static Optional<Case> find(List<Case> cases, RaceVariant variant) {
    return Case.named(variant.label(), cases);
  }

  private static String time(Case each) {
    return Figures.time(each.spread().p50());
  }

  private static String share(Case each) {
    double expected = Math.max(1, each.figure(RaceMeasurement.EXPECTED));
    return Figures.of(PER_CENT * each.figure(RaceMeasurement.LOST) / expected) + " %";
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
