package dev.baton.config;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write and read them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1.5h}.
 * Thread-safe.
 */
public final class Durations {

  private static final Pattern SYNTAX =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ms|s|m|min|h|d)");

  /** Beyond this, a limit is as good as none; it is half of what fits into nanoseconds. */
  public static final Duration LONGEST = Duration.ofDays(100 * 365);

  private Durations() {}

  /**
   * The duration, made safe for arithmetic: in whole milliseconds, rounded up so that a positive
   * duration does not become zero, and at most {@link #LONGEST}.
   *
   * @param duration not negative
   */
  public static Duration countable(Duration duration) {
    return duration.compareTo(LONGEST) >= 0
        ? LONGEST
        : Duration.ofMillis(Math.ceilDiv(duration.toNanos(), 1_000_000L));
  }

  /**
   * Parses a duration; the unit is required.
   *
   * @throws IllegalArgumentException if the text is not a duration above zero; the message gives
   *     examples
   */
  public static Duration parse(String text) {
    Matcher matcher = SYNTAX.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration such as 500ms, 30s, 5m or 2h");
    }
    double unitMs =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 60_000;
        };
    double ms = Double.parseDouble(matcher.group(1)) * unitMs;
    if (ms < 1) {
      throw new IllegalArgumentException("'" + text + "' is shorter than a millisecond");
    }
    return Duration.ofMillis(Math.round(ms));
  }

  /** The duration in the form that {@link #parse} reads, to the millisecond: {@code 90s}. */
  public static String exact(Duration duration) {
    long ms = duration.toMillis();
    if (ms % 1_000 != 0 || ms == 0) {
      return ms + "ms";
    }
    long seconds = ms / 1_000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /**
   * The duration for people, to two or three places: {@code 12 ms}, {@code 3.4 s}, {@code 5 m 07
   * s}, {@code 2 h 05 m}.
   */
  public static String format(Duration duration) {
    long ms = duration.toMillis();
    if (ms < 1_000) {
      return ms + " ms";
    }
    if (ms < 59_950) {
      return String.format(Locale.ROOT, "%.1f s", ms / 1_000.0);
    }
    long seconds = Math.round(ms / 1_000.0);
    if (seconds < 3_600) {
      return String.format(Locale.ROOT, "%d m %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d m", seconds / 3_600, seconds / 60 % 60);
  }
}
