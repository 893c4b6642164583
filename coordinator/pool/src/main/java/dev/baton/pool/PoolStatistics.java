package dev.baton.pool;

import dev.baton.Handoff;
import dev.baton.HandoffCount;
import dev.baton.LossCause;
import dev.baton.Phase;
import dev.baton.Transport;
import dev.baton.collect.WorkerTurnover;
import dev.baton.ledger.Counts;
import dev.baton.pool.engine.Engine;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What a pool has done so far. Immutable.
 *
 * @param jobId the id of the pool's job
 * @param tasks tasks submitted
 * @param done tasks that ended with a result
 * @param restored those of {@code done} whose result was on the log of the resumed job
 * @param failed tasks that ended without a result, except cancelled ones
 * @param cancelled tasks that were cancelled
 * @param retried attempts that followed a failed or a lost one
 * @param lost attempts whose worker was gone before it had answered, by cause; of a chunk those of
 *     each of its tasks
 * @param quarantined those of {@code failed} that were given up because they killed workers
 * @param speculated second copies of slow tasks; see {@link ProcessPoolBuilder#speculate}
 * @param malformedRecords records on the pool's channels that were malformed or untrue; they were
 *     ignored
 * @param workers the largest number of workers at one time
 * @param workersLost workers that are gone, by cause, whether they had tasks or not
 * @param restarts processes that have replaced a worker in its place on its host
 * @param links how many tasks each kind of link has carried, counting each attempt: {@link
 *     Transport#LOCAL} to workers of this host, {@link Transport#KAFKA} over the log
 * @param handoffs how much each handoff has carried
 * @param phases where the time went, summed over all tasks: a thousand tasks that wait for ten
 *     seconds each have spent almost three hours in the queue
 */
public record PoolStatistics(
    String jobId,
    long tasks,
    long done,
    long restored,
    long failed,
    long cancelled,
    long retried,
    Map<LossCause, Long> lost,
    long quarantined,
    long speculated,
    long malformedRecords,
    int workers,
    Map<LossCause, Long> workersLost,
    long restarts,
    Map<Transport, Long> links,
    Map<Handoff, HandoffCount> handoffs,
    Map<Phase, Duration> phases) {

  /**
   * Checks the values.
   *
   * @throws NullPointerException if one is null
   */
  public PoolStatistics {
    Objects.requireNonNull(jobId, "jobId");
    Objects.requireNonNull(lost, "lost");
    Objects.requireNonNull(workersLost, "workersLost");
    Objects.requireNonNull(links, "links");
    Objects.requireNonNull(handoffs, "handoffs");
    Objects.requireNonNull(phases, "phases");
  }

  static PoolStatistics of(Engine engine) {
    Counts counts = engine.ledger().counts();
    WorkerTurnover.Counts turnover = engine.turnover();
    return new PoolStatistics(
        engine.jobId(),
        counts.added(),
        counts.done(),
        engine.known().used(),
        counts.failed(),
        counts.cancelled(),
        counts.retried(),
        counts.lost(),
        counts.quarantined(),
        counts.speculated(),
        engine.malformedRecords(),
        engine.roster().mostWorkers(),
        turnover.ended(),
        turnover.restarts(),
        engine.sent(),
        engine.tally().handoffs(),
        engine.tally().phases());
  }

  /** {@return all values in one line, for people} */
  @Override
  public String toString() {
    return "PoolStatistics[jobId=%s, tasks=%d, done=%d, restored=%d, failed=%d, cancelled=%d, retried=%d, lost=%s, quarantined=%d, speculated=%d, malformedRecords=%d, workers=%d, workersLost=%s, restarts=%d, links=%s, handoffs=%s, phases summed over tasks=%s]"
        .formatted(
            jobId,
            tasks,
            done,
            restored,
            failed,
            cancelled,
            retried,
            lost,
            quarantined,
            speculated,
            malformedRecords,
            workers,
            workersLost,
            restarts,
            links,
            handoffs,
            phases);
  }
}
