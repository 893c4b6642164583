package dev.baton.pool;

import dev.baton.Handoff;
import dev.baton.HandoffCount;
import dev.baton.Phase;
import dev.baton.ledger.Counts;
import dev.baton.pool.engine.Engine;
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
 * @param cancelled ended because somebody wished so
 * @param retried attempts that followed a failed or lost one
 * @param speculated second copies of tasks that took long
 * @param malformedRecords records on the pool's channels that were none of Baton's
 * @param workers the largest number of workers at one time
 * @param handoffs how many tasks and bytes were handed over which way
 * @param phases where the time went, summed over tasks: of a thousand that wait for ten seconds
 *     each the queue has three hours
 */
public record PoolStatistics(
    String jobId,
    long tasks,
    long done,
    long restored,
    long failed,
    long cancelled,
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

  static PoolStatistics of(Engine engine) {
    Counts counts = engine.ledger().counts();
    return new PoolStatistics(
        engine.jobId(),
        counts.added(),
        counts.done(),
        engine.known().used(),
        counts.failed(),
        counts.cancelled(),
        counts.retried(),
        counts.speculated(),
        engine.malformedRecords(),
        engine.roster().mostWorkers(),
        engine.tally().handoffs(),
        engine.tally().phases());
  }

  /** All of it, for people. */
  @Override
  public String toString() {
    return "PoolStatistics[jobId=%s, tasks=%d, done=%d, restored=%d, failed=%d, cancelled=%d, retried=%d, speculated=%d, malformedRecords=%d, workers=%d, handoffs=%s, phases summed over tasks=%s]"
        .formatted(
            jobId,
            tasks,
            done,
            restored,
            failed,
            cancelled,
            retried,
            speculated,
            malformedRecords,
            workers,
            handoffs,
            phases);
  }
}
