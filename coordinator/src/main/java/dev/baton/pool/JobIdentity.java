package dev.baton.pool;

import java.security.SecureRandom;
import java.time.Instant;
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

  /** A new one. */
  public static JobIdentity next(SecureRandom random) {
    return new JobIdentity(JobIds.next(random), random.nextLong(Long.MAX_VALUE), Optional.empty());
  }
}
