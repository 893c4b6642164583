package dev.baton.measure.recovery;

import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import java.util.List;

/** Tells how long recovery took. */
final class RecoverySection {

  private RecoverySection() {}

  /**
   * The section.
   *
   * @param drawing how the times of killed workers are distributed
   */
  static Section of(List<Case> cases, List<String> drawing) {
    Section.Builder section =
        new Section.Builder(
            "How long a lost task takes to run again",
            "lrrrrrr",
            "FAULT, ms",
            "N",
            "MIN",
            "P50",
            "P90",
            "P99",
            "MAX");
    for (Case each : cases) {
      Spread spread = each.spread();
      boolean isEmpty = spread.n() == 0;
      section.row(
          each.name().replace('-', ' ') + ", " + each.word(RecoveryMeasurement.TRANSPORT),
          Long.toString(spread.n()),
          isEmpty ? "-" : Figures.of(spread.min()),
          isEmpty ? "-" : Figures.of(spread.p50()),
          isEmpty ? "-" : Figures.of(spread.p90()),
          isEmpty ? "-" : Figures.of(spread.p99()),
          isEmpty ? "-" : Figures.of(spread.max()));
    }
    return section.draw(drawing).build();
  }
}
