package dev.baton.pool;

import dev.baton.Handoff;
import dev.baton.collect.Phase;
import dev.baton.collect.Tally.HandoffCount;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What a pool has done so far.
 *
 * @param jobId the pool's job
 * @param tasks tasks submitted
 * @param done ended with a result
 * @param restored how many of those that are done were so before: their results were on the log
 * @param failed ended without a result, cancelled ones not counted
 * @param retried attempts that followed a failed or lost one
 * @param speculated second copies of tasks that took long
 * @param malformedRecords records on the pool's channels that were none of Baton's
 * @param workers the largest number of workers at one time
 * @param handoffs how many tasks and bytes were handed over which way
 * @param phases where the time went, added up over all tasks
 */
public record PoolStatistics(
    String jobId,
    long tasks,
    long done,
    long restored,
    long failed,
    long retried,
    long speculated,
    long malformedRecords,
    int workers,
    Map<Handoff, HandoffCount> handoffs,
    Map<Phase, Duration> phases) {

  /** Null is refused. */
  public PoolStatistics {
    Objects.requireNonNull(jobId, "jobId");
    Objects.requireNonNull(handoffs, "handoffs");
    Objects.requireNonNull(phases, "phases");
  }
}
