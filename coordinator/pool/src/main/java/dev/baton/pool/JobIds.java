package dev.baton.pool;

import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** Makes ids of jobs that sort by time and can be typed, such as {@code 20261122-104512-7f3a}. */
public final class JobIds {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private JobIds() {}

  /** An id for a job that starts now. */
  public static String next(SecureRandom random) {
    Objects.requireNonNull(random, "random");
    return TIME.format(ZonedDateTime.now(ZoneOffset.UTC))
        + String.format(Locale.ROOT, "-%04x", random.nextInt(1 << 16));
  }
}
