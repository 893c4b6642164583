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
 * The identity of a coordinator: the name of its job and the number to which workers send results.
 *
 * <p>A coordinator that resumes a job takes over the identity of the one that started it. A pool
 * that is given an identity sends results in records rather than by reference, as long as they fit,
 * so that they are on the log. Immutable.
 *
 * @param jobId the job's id
 * @param coordinator a random number, 0 or more
 * @param resumedFrom when the job was first started, if this coordinator resumes it: results since
 *     then count; empty for a new job
 */
public record JobIdentity(String jobId, long coordinator, Optional<Instant> resumedFrom) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * Checks the values.
   *
   * @throws UsageException if the number is negative, or the time is not in the years 1970 to 9999
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

  /**
   * Creates the identity of a new job.
   *
   * @param random the source of the number and of the end of the id
   * @return an identity whose id sorts by time, such as {@code 20261122-104512-7f3a}
   */
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
