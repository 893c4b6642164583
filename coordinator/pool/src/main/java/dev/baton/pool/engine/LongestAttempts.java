package dev.baton.pool.engine;

import dev.baton.role.RecordRole;
import dev.baton.wire.AttemptTimes;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Which of a coordinator's attempts with a result took longest. Costs one comparison for most of
 * the others. Thread-safe.
 */
public final class LongestAttempts {

  /** As many are known. */
  static final int MOST = 10;

  private final long coordinator;
  private final PriorityQueue<AttemptTimes> kept = new PriorityQueue<>(AttemptTimes.BY_LENGTH);

  /** What is not longer is not kept. */
  private volatile long shortestNs;

  LongestAttempts(long coordinator) {
    this.coordinator = coordinator;
  }

  /** The same role; what its records say of times is noted. */
  RecordRole<ResultBatch> of(RecordRole<ResultBatch> results) {
    return new WatchedRole<>(results, this::note);
  }

  void note(ResultBatch batch) {
    for (ResultBatch.Entry result : batch.results()) {
      if (result.times().executeNs() > shortestNs
          && result.status() == Status.DONE
          && batch.coordinator() == coordinator) {
        keep(
            new AttemptTimes(
                coordinator,
                batch.incarnation(),
                batch.sentAtMicros(),
                result.attempts(),
                result.times()));
      }
    }
  }

  private synchronized void keep(AttemptTimes attempt) {
    kept.add(attempt);
    if (kept.size() > MOST) {
      var _ = kept.poll();
    }
    if (kept.size() == MOST) {
      shortestNs = kept.element().times().executeNs();
    }
  }

  /** Those of all so far, the longest first. */
  public synchronized List<AttemptTimes> longestFirst() {
    return kept.stream().sorted(AttemptTimes.BY_LENGTH.reversed()).toList();
  }
}
