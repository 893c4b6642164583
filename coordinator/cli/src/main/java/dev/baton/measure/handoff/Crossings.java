package dev.baton.measure.handoff;

import dev.baton.measure.Case;
import dev.baton.measure.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was measured of one handoff of one size of data. For one thread. */
final class Crossings {

  private final HandoffVariant variant;
  private final DataKind kind;
  private final Case empty;
  private final List<Crossing> crossings = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private @Nullable String obstacle;
  private double firstPutMs;
  private double firstTaskMs;

  /**
   * Nothing was measured yet.
   *
   * @param empty tells the circumstances
   */
  Crossings(HandoffVariant variant, DataKind kind, Case empty) {
    this.variant = variant;
    this.kind = kind;
    this.empty = empty;
  }

  HandoffVariant variant() {
    return variant;
  }

  DataKind kind() {
    return kind;
  }

  /** Takes a crossing whose answer is right. */
  void add(Crossing crossing) {
    crossings.add(crossing);
  }

  /** What putting the data into the store took, once for all crossings. */
  void firstPut(double ms) {
    firstPutMs = ms;
  }

  /** What the first crossing took, which is not among the others. */
  void firstTask(double ms) {
    firstTaskMs = ms;
  }

  /** It is not to be measured, because there is too little room or time. */
  void skip(String reason) {
    obstacle = reason;
  }

  void fail(String reason) {
    failures.add(reason);
  }

  /** Whether there is sense in another try. */
  boolean goesOn() {
    return obstacle == null && failures.isEmpty();
  }

  /** What one crossing takes, and its share in the put; nothing if none was measured. */
  Optional<Double> costMs() {
    return crossings.isEmpty()
        ? Optional.empty()
        : Optional.of(spread().p50() + firstPutMs / crossings.size());
  }

  Case toCase() {
    Case measured = empty.failed(failures).remark(remark());
    if (crossings.isEmpty()) {
      return measured;
    }
    measured = measured.measured(spread());
    for (String phase : crossings.getFirst().phases().keySet()) {
      measured = measured.detail(phase, mean(phase));
    }
    measured =
        measured
            .detail("recordBytes", (double) crossings.getLast().recordBytes())
            .detail("firstTaskMs", firstTaskMs);
    return firstPutMs == 0 ? measured : measured.detail("firstPutMs", firstPutMs);
  }

  private Spread spread() {
    return Spread.of(crossings.stream().mapToDouble(Crossing::totalMs).toArray());
  }

  /** Over the middle third by total, so that the phases still add up to about the median. */
  private double mean(String phase) {
    int from = (crossings.size() - 1) / 3;
    return crossings.stream()
        .sorted(Comparator.comparingDouble(Crossing::totalMs))
        .skip(from)
        .limit(crossings.size() - 2L * from)
        .map(Crossing::phases)
        .mapToDouble(phases -> phases.getOrDefault(phase, 0.0))
        .average()
        .orElse(0);
  }

  private String remark() {
    if (obstacle != null) {
      return "skipped: " + obstacle;
    }
    return variant == HandoffVariant.SHARED ? kind.inPlace() : "";
  }
}
