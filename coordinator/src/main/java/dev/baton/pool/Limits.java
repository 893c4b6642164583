package dev.baton.pool;

import dev.baton.UsageException;
import java.time.Duration;
import java.util.Objects;

/**
 * Limits of time that a program sets, made safe to count with: in whole milliseconds, and never so
 * long that nanoseconds overflow.
 */
final class Limits {

  /** Nobody can tell a longer one from none; it is half of what fits into nanoseconds. */
  static final Duration LONGEST = Duration.ofDays(100 * 365);

  private Limits() {}

  /**
   * A limit that may be zero.
   *
   * @param meaning what zero means, such as {@code none}
   * @throws UsageException naming the setting if it is negative
   */
  static Duration zeroOrMore(String setting, Duration limit, String meaning) {
    return checked(setting, limit, Duration.ZERO, "0 (" + meaning + ") or more");
  }

  /**
   * A limit that may not be zero.
   *
   * @throws UsageException naming the setting if it is zero or negative
   */
  static Duration positive(String setting, Duration limit) {
    return checked(setting, limit, Duration.ofNanos(1), "more than 0");
  }

  private static Duration checked(String setting, Duration limit, Duration least, String allowed) {
    Objects.requireNonNull(limit, setting);
    if (limit.compareTo(least) < 0) {
      throw new UsageException(setting + " is " + limit + "; allowed: " + allowed + ".");
    }
    // Up: what is more than nothing must not become nothing.
    return limit.compareTo(LONGEST) >= 0
        ? LONGEST
        : Duration.ofMillis(Math.ceilDiv(limit.toNanos(), 1_000_000L));
  }
}
