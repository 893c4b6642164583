package dev.baton.measure.handoff;

import dev.baton.Transport;
import dev.baton.measure.Case;
import dev.baton.store.handoff.HandoffCalibration;
import dev.baton.store.handoff.MachineModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the size from which on {@link dev.baton.Handoff#AUTO} hands over by reference. */
final class Threshold {

  private static final int KIB = 1 << 10;

  private Threshold() {}

  /**
   * The calibration that cases come to; nothing if some kind of data was not measured enough.
   *
   * <p>What counts is the break-even of Kryo through the store against Kryo in the record, by the
   * encoded size, which is all that is known when a task is handed over. It differs between kinds
   * of data and transports; of all, the geometric mean of the two in the middle is taken, so that
   * single ones that were disturbed do not decide.
   */
  static Optional<HandoffCalibration> of(List<Case> cases) {
    List<Double> sizes = new ArrayList<>();
    for (Transport transport : HandoffPlan.TRANSPORTS) {
      for (DataKind kind : DataKind.values()) {
        switch (HandoffFigures.of(cases, transport, kind).breakEvenEncoded()) {
          case BreakEven.From(double bytes) -> sizes.add(bytes);
          case BreakEven.Always(double smallest) -> sizes.add(smallest);
          case BreakEven.Never _ -> sizes.add((double) HandoffCalibration.MOST_BYTES);
          case BreakEven.Unknown _ -> {
            return Optional.empty();
          }
        }
      }
    }
    sizes.sort(null);
    double middle = Math.sqrt(sizes.get((sizes.size() - 1) / 2) * sizes.get(sizes.size() / 2));
    return Optional.of(
        new HandoffCalibration(
            Math.round(middle / KIB) * KIB,
            MachineModel.ofThisMachine(),
            Instant.now(),
            version()));
  }

  private static String version() {
    String version = Threshold.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
