package dev.baton.cli.explain;

import dev.baton.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times for people. */
final class Times {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private Times() {}

  /** A point in time, in milliseconds since the epoch. */
  static String at(long ms) {
    return TIME.format(Instant.ofEpochMilli(ms));
  }

  /** How long, in milliseconds. */
  static String span(long ms) {
    return Durations.format(Duration.ofMillis(Math.max(0, ms)));
  }

  /** How long, in nanoseconds. */
  static String spanNs(long ns) {
    return Durations.format(Duration.ofNanos(Math.max(0, ns)));
  }
}
