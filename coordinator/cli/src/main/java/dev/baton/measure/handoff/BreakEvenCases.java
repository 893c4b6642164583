package dev.baton.measure.handoff;

import dev.baton.measure.Case;
import dev.baton.measure.Spread;
import java.util.ArrayList;
import java.util.List;

/**
 * The sizes from which on sharing is cheaper, as cases: a chart marks them, a program reads them.
 */
final class BreakEvenCases {

  /** The name of each of these cases; the size is its value, in bytes. */
  static final String NAME = "break-even";

  private BreakEvenCases() {}

  /** One for each kind of data and way of sharing that has such a size among those measured. */
  static List<Case> of(List<Case> measured) {
    List<Case> found = new ArrayList<>();
    for (DataKind kind : DataKind.values()) {
      for (HandoffVariant variant : List.of(HandoffVariant.SHARED, HandoffVariant.KRYO_STORE)) {
        HandoffFigures figures = HandoffFigures.of(measured, kind);
        if (figures.breakEven(HandoffVariant.KRYO_KAFKA, variant)
            instanceof BreakEven.From(double bytes)) {
          found.add(
              Case.of(HandoffMeasurement.NAME, NAME, "bytes", Spread.of(bytes))
                  .with("data", kind.label())
                  .with("handoff", variant.label())
                  .with("against", HandoffVariant.KRYO_KAFKA.label()));
        }
      }
    }
    return found;
  }
}
