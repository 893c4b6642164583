package dev.baton;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Who a coordinator is: what its job is called, and under which number results come back to it. A
 * coordinator that goes on with another's job takes over its identity. Results of such jobs travel
 * as records while they fit, so that they are on the log.
 *
 * @param jobId the job's id
 * @param coordinator a random number, 0 or more
 * @param resumedFrom when the job first began, if it goes on; results since then count
 */
public record JobIdentity(String jobId, long coordinator, Optional<Instant> resumedFrom) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * Checks the values.
   *
   * @throws UsageException naming what is out of range
   */
  public JobIdentity {
    Objects.requireNonNull(jobId, "jobId");
    Objects.requireNonNull(resumedFrom, "resumedFrom");
    if (coordinator < 0) {
      throw new UsageException("coordinator is " + coordinator + "; allowed: 0 or more.");
    }
    Instant since = resumedFrom.orElse(FIRST);
    if (since.isBefore(FIRST) || since.isAfter(LAST)) {
      throw new UsageException(
          "resumedFrom is " + since + "; allowed: " + FIRST + " to " + LAST + ".");
    }
  }

  /** A new one. */
  public static JobIdentity next(SecureRandom random) {
    Objects.requireNonNull(random, "random");
    return new JobIdentity(nextId(random), random.nextLong(Long.MAX_VALUE), Optional.empty());
  }

  /** An id that sorts by time and can be typed, such as {@code 20261122-104512-7f3a}. */
  private static String nextId(SecureRandom random) {
    return TIME.format(ZonedDateTime.now(ZoneOffset.UTC))
        + String.format(Locale.ROOT, "-%04x", random.nextInt(1 << 16));
  }
}
