package dev.baton.measure.recovery;

import java.time.Duration;
import java.util.function.Supplier;

/** Has each fault strike another victim: one that has recovered is not what it was. */
final class OneEachTime implements Victim {

  private final Supplier<Victim> start;

  OneEachTime(Supplier<Victim> start) {
    this.start = start;
  }

  @Override
  public Duration strike(Fault fault) throws Exception {
    try (Victim victim = start.get()) {
      Duration took = victim.strike(fault);
      victim.check();
      return took;
    }
  }

  /** Each was looked at when it had recovered. */
  @Override
  public void check() {}

  @Override
  public void close() {}
}
