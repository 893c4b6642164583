package dev.baton.measure.handoff;

import java.util.Comparator;
import java.util.List;

/** From which size on one handoff is cheaper than another, as far as sizes were measured. */
sealed interface BreakEven {

  /** From this size on, in bytes. */
  record From(double bytes) implements BreakEven {}

  /** At every size, of which this is the smallest. */
  record Always(double smallest) implements BreakEven {}

  /** Not at the largest size, which is this one. */
  record Never(double largest) implements BreakEven {}

  /** Too little was measured. */
  record Unknown() implements BreakEven {}

  /**
   * What both cost at one size.
   *
   * @param bytes the size
   * @param usual what the one costs
   * @param other what the other one costs, in the same unit
   */
  record Rung(double bytes, double usual, double other) {

    /** Above 0 where the other is cheaper; costs are compared by their ratio. */
    private double gain() {
      return Math.log(usual / other);
    }
  }

  /**
   * From where on, and for all larger sizes measured, the other one is cheaper.
   *
   * <p>Between two sizes, the logarithm of the ratio of costs is taken for a straight line over the
   * logarithm of the size: a cost is a constant and something by the byte, so it is nearly straight
   * there, and sizes are far apart.
   */
  static BreakEven of(List<Rung> measured) {
    List<Rung> rungs =
        measured.stream()
            .filter(rung -> rung.bytes > 0 && rung.usual > 0 && rung.other > 0)
            .sorted(Comparator.comparingDouble(Rung::bytes))
            .toList();
    if (rungs.size() < 2) {
      return new Unknown();
    }
    if (rungs.getLast().gain() <= 0) {
      return new Never(rungs.getLast().bytes);
    }
    int cheaper = rungs.size() - 1;
    while (cheaper > 0 && rungs.get(cheaper - 1).gain() > 0) {
      cheaper--;
    }
    return cheaper == 0
        ? new Always(rungs.getFirst().bytes)
        : new From(between(rungs.get(cheaper - 1), rungs.get(cheaper)));
  }

  private static double between(Rung pricier, Rung cheaper) {
    double share = -pricier.gain() / (cheaper.gain() - pricier.gain());
    return pricier.bytes * Math.pow(cheaper.bytes / pricier.bytes, share);
  }
}
