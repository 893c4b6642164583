package dev.baton.measure.latency;

import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells how long round trips take, and beside what. */
final class LatencySection {

  private static final Map<String, String> LABELS =
      Map.of(
          LatencyMeasurement.SOCKET_ECHO, "bytes through a socket and back, no pool",
          LatencyMeasurement.ECHO, "record through Kafka and back, no pool",
          LatencyMeasurement.ROUND_TRIP, "empty task over sockets, submit to result",
          LatencyMeasurement.ROUND_TRIP_KAFKA, "empty task over Kafka, submit to result",
          LatencyMeasurement.BACK_TO_BACK, "the same over sockets, one after the other",
          LatencyMeasurement.BACK_TO_BACK_KAFKA, "the same over Kafka, one after the other",
          LatencyMeasurement.SHARED_ARRAY, "task reads a shared double[], 64 MiB",
          LatencyMeasurement.PUT_ARRAY, "the same, sharing it first",
          LatencyMeasurement.COPY, "copying 64 MiB, warm, no task",
          LatencyMeasurement.PAGES, "reading a double of each page, no task");

  private static final double NS_PER_US = 1e3;
  private static final double US_PER_S = 1e6;

  private LatencySection() {}

  static Section of(List<Case> cases) {
    Section.Builder section =
        new Section.Builder(
            "How long a round trip takes",
            "lrrrrrr",
            "ROUND TRIP",
            "N",
            "MIN",
            "P50",
            "P90",
            "P99",
            "MAX");
    for (Case each : cases) {
      Spread spread = each.spread();
      section.row(
          LABELS.getOrDefault(each.name(), each.name()),
          Long.toString(spread.n()),
          time(spread.min()),
          time(spread.p50()),
          time(spread.p90()),
          time(spread.p99()),
          time(spread.max()));
    }
    Optional<Case> task = Case.named(LatencyMeasurement.ROUND_TRIP, cases);
    compare(section, task, Case.named(LatencyMeasurement.SOCKET_ECHO, cases), "a socket", "bytes");
    compare(
        section,
        Case.named(LatencyMeasurement.ROUND_TRIP_KAFKA, cases),
        Case.named(LatencyMeasurement.ECHO, cases),
        "Kafka",
        "a record");
    Optional<Case> shared = Case.named(LatencyMeasurement.SHARED_ARRAY, cases);
    Optional<Case> copy = Case.named(LatencyMeasurement.COPY, cases);
    if (task.isPresent() && shared.isPresent() && copy.isPresent()) {
      section.finding(
          ("64 MiB that are shared already cost a task %s more than nothing at all; copying them"
                  + " once takes %s.")
              .formatted(time(Math.max(0, median(shared) - median(task))), time(median(copy))));
    }
    task.filter(LatencySection::isOverloaded)
        .ifPresent(
            each ->
                section.finding(
                    ("This machine was too busy for %d round trips a second: they waited for each"
                            + " other. Measure again when it is quiet.")
                        .formatted(each.number(LatencyMeasurement.PER_SECOND))));
    section.finding(
        "Each is measured from the moment when it was to begin, so what waits behind a slow one"
            + " counts as slow.");
    return section.build();
  }

  private static void compare(
      Section.Builder section, Optional<Case> task, Optional<Case> echo, String over, String what) {
    if (task.isPresent() && echo.isPresent()) {
      section.finding(
          "Over %s a task is there and back in %s (median; 99 %%: %s), %s times what %s takes alone: %s."
              .formatted(
                  over,
                  time(median(task)),
                  time(task.get().spread().p99()),
                  Figures.of(median(task) / median(echo)),
                  what,
                  time(median(echo))));
    }
  }

  private static boolean isOverloaded(Case each) {
    return each.spread().p50() * each.number(LatencyMeasurement.PER_SECOND) > US_PER_S;
  }

  private static double median(Optional<Case> each) {
    return each.orElseThrow().spread().p50();
  }

  private static String time(double us) {
    return Figures.time(us * NS_PER_US);
  }
}
