package dev.baton.cli.terminal;

import dev.baton.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times for people. Stateless and thread-safe. */
public final class Times {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private Times() {}

  /** A point in time, in milliseconds since the epoch. */
  public static String at(long ms) {
    return TIME.format(Instant.ofEpochMilli(ms));
  }

  /** How long, in milliseconds. */
  public static String span(long ms) {
    return Durations.format(Duration.ofMillis(Math.max(0, ms)));
  }

  /** How long, in nanoseconds. */
  public static String spanNs(long ns) {
    return Durations.format(Duration.ofNanos(Math.max(0, ns)));
  }
}
