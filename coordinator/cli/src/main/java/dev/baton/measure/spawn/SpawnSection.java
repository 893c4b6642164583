package dev.baton.measure.spawn;

import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import java.util.List;

/** Tells what starts cost. */
final class SpawnSection {

  private SpawnSection() {}

  /**
   * The section.
   *
   * @param taskMs the task for which it is worked out when a pool pays
   */
  static Section of(List<Case> cases, long taskMs, int cores) {
    Section.Builder section =
        new Section.Builder(
            "What starts cost",
            "lrrrrrrrl",
            "START, ms",
            "N",
            "MIN",
            "P50",
            "P99",
            "MAX",
            "CPU",
            "MiB",
            "");
    for (Case each : cases) {
      Spread spread = each.spread();
      boolean isEmpty = spread.n() == 0;
      double cpu = each.figure("cpuMs");
      double memory = each.figure("rssMiB");
      section.row(
          each.name().replace('-', ' '),
          Long.toString(spread.n()),
          isEmpty ? "-" : Figures.of(spread.min()),
          isEmpty ? "-" : Figures.of(spread.p50()),
          isEmpty ? "-" : Figures.of(spread.p99()),
          isEmpty ? "-" : Figures.of(spread.max()),
          cpu == 0 ? "" : Figures.of(cpu),
          memory == 0 ? "" : Figures.of(memory),
          each.remark());
    }
    new SpawnFindings(cases, taskMs, cores).sentences().forEach(section::finding);
    return section.build();
  }
}
