package dev.baton.measure.recovery;

import dev.baton.Transport;
import dev.baton.measure.Case;
import dev.baton.measure.Samples;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * What was measured of one fault of pools over one transport. Thread-safe: it can be read while it
 * grows.
 */
final class RecoveryTimes {

  private final Fault fault;
  private final Transport transport;
  private final int wanted;
  private final Samples samples = new Samples();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  RecoveryTimes(Fault fault, Transport transport, int wanted) {
    this.fault = fault;
    this.transport = transport;
    this.wanted = wanted;
  }

  Fault fault() {
    return fault;
  }

  Transport transport() {
    return transport;
  }

  /** Fault and transport, for people, such as "worker killed, local". */
  String label() {
    return fault.label() + ", " + transport.name().toLowerCase(Locale.ROOT);
  }

  /** How often it was to strike. */
  int wanted() {
    return wanted;
  }

  /** The times that recovery took. */
  Samples samples() {
    return samples;
  }

  void failed(String reason) {
    failures.add(reason);
  }

  Case toCase(RecoveryPlan plan) {
    return Case.of(
            RecoveryMeasurement.NAME,
            fault.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            "ms",
            samples.spread(TimeUnit.MILLISECONDS))
        .with(RecoveryMeasurement.TRANSPORT, transport.name().toLowerCase(Locale.ROOT))
        .with("times", wanted)
        .with("workers", plan.workers())
        .with("spares", plan.spares())
        .with("seed", plan.seed())
        .distributed(samples.distribution(TimeUnit.MILLISECONDS))
        .failed(failures);
  }
}
