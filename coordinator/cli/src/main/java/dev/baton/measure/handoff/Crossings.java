package dev.baton.measure.handoff;

import dev.baton.measure.Case;
import dev.baton.measure.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was measured of one handoff of one size of data. For one thread. */
final class Crossings {

  private static final double NS_PER_MS = 1e6;

  private final HandoffVariant variant;
  private final DataKind kind;
  private final long bytes;
  private final List<Crossing> crossings = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private @Nullable String obstacle;
  private long firstPutNs;

  Crossings(HandoffVariant variant, DataKind kind, long bytes) {
    this.variant = variant;
    this.kind = kind;
    this.bytes = bytes;
  }

  HandoffVariant variant() {
    return variant;
  }

  /** Takes a crossing whose answer is right. */
  void add(Crossing crossing) {
    crossings.add(crossing);
  }

  /** It is not to be measured, because there is too little room or time. */
  void skip(String reason) {
    obstacle = reason;
  }

  void fail(String reason) {
    failures.add(reason);
  }

  void firstPut(long ns) {
    firstPutNs = ns;
  }

  /** Whether there is sense in another try. */
  boolean goesOn() {
    return obstacle == null && failures.isEmpty();
  }

  int count() {
    return crossings.size();
  }

  /** What one crossing takes, and its share in the put; nothing if none was measured. */
  Optional<Double> costMs() {
    return crossings.isEmpty()
        ? Optional.empty()
        : Optional.of(spread().p50() + firstPutNs / NS_PER_MS / crossings.size());
  }

  Case toCase() {
    Case measured =
        Case.of(HandoffMeasurement.NAME, variant.label(), "ms", spread())
            .with("data", kind.label())
            .with("bytes", bytes)
            .remark(remark())
            .failed(failures);
    if (crossings.isEmpty()) {
      return measured;
    }
    for (Map.Entry<String, Double> phase : phases().entrySet()) {
      measured = measured.detail(phase.getKey(), phase.getValue());
    }
    Crossing last = crossings.getLast();
    measured =
        measured
            .detail("copiedBytes", copiedBytes(last))
            .detail("wireBytes", (double) last.wireBytes());
    return firstPutNs == 0 ? measured : measured.detail("firstPutMs", firstPutNs / NS_PER_MS);
  }

  private Spread spread() {
    return Spread.of(crossings.stream().mapToDouble(Crossing::totalMs).toArray());
  }

  /** The mean of each over the middle third by total, so that they still add up to about p50. */
  private Map<String, Double> phases() {
    List<Crossing> sorted =
        crossings.stream().sorted(Comparator.comparingDouble(Crossing::totalMs)).toList();
    int from = (sorted.size() - 1) / 3;
    List<Map<String, Double>> middle =
        sorted.subList(from, sorted.size() - from).stream().map(Crossing::phases).toList();
    Set<String> names = new LinkedHashSet<>(middle.getFirst().keySet());
    Map<String, Double> means = new LinkedHashMap<>();
    for (String name : names) {
      means.put(
          name,
          middle.stream()
              .mapToDouble(phases -> phases.getOrDefault(name, 0.0))
              .average()
              .orElse(0));
    }
    return means;
  }

  /** A shared map is copied as it is read. */
  private double copiedBytes(Crossing crossing) {
    long copied = CopiedBytes.of(kind, crossing);
    return variant == HandoffVariant.SHARED && kind == DataKind.MAP ? copied + bytes : copied;
  }

  private String remark() {
    if (obstacle != null) {
      return "skipped: " + obstacle;
    }
    if (variant == HandoffVariant.SHARED) {
      return kind.inPlace();
    }
    return !crossings.isEmpty() && crossings.getLast().isSplit() ? "in parts of 1 MiB" : "";
  }
}
