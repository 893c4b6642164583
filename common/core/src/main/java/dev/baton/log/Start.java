package dev.baton.log;

import java.time.Instant;

/** Where a subscription begins. */
public sealed interface Start {

  /** After the last record at the time of subscribing; fixed before {@code subscribe} returns. */
  record Latest() implements Start {}

  /** At the first record that the broker appended at or after a time. */
  record Since(Instant time) implements Start {}

  /** At an offset, or the oldest record that is kept after it. */
  record At(long offset) implements Start {}

  /** At the oldest record that is kept. */
  record Earliest() implements Start {}
}
