package dev.baton.dispatch;

import dev.baton.wire.AttemptId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a worker has to do, as far as the coordinator knows: the attempts that it was sent and has
 * not answered. That is what credit is counted on. Guarded by the {@link Roster}'s lock.
 */
final class WorkerLoad {

  /** A worker that was sent nothing for this long while others idle has had enough. */
  private static final long STUCK_NS = 50_000_000;

  private static final long RECALL_EVERY_NS = 100_000_000;

  final WorkerInfo worker;
  boolean initialized;
  boolean retired;

  /** Whether what it has is a suspect that must be alone. */
  private boolean exclusive;

  private final Set<AttemptId> outstanding = new LinkedHashSet<>();
  private long lastSentNs;
  private long lastRecallNs;

  WorkerLoad(WorkerInfo worker, long nowNs) {
    this.worker = worker;
    this.lastSentNs = nowNs;
    this.lastRecallNs = nowNs;
  }

  /**
   * How many tasks to send now.
   *
   * <p>A worker holds at most the batch it runs and one more: the next batch goes out when no more
   * than one is unanswered.
   */
  int credit(int batchSize, boolean prefetch) {
    if (retired || exclusive) {
      return 0;
    }
    int slots = worker.slots();
    if (!prefetch) {
      return slots - outstanding.size();
    }
    int batch = Math.min(Pace.LARGEST_BATCH, batchSize * slots);
    return outstanding.size() <= batch ? batch : 0;
  }

  void sent(Collection<AttemptId> attempts, boolean alone, long nowNs) {
    outstanding.addAll(attempts);
    exclusive = alone;
    lastSentNs = nowNs;
  }

  void answered(AttemptId attempt) {
    outstanding.remove(attempt);
    exclusive &= !outstanding.isEmpty();
  }

  /** In the order in which they were sent. */
  List<AttemptId> outstanding() {
    return List.copyOf(outstanding);
  }

  int size() {
    return outstanding.size();
  }

  boolean idle() {
    return outstanding.isEmpty() && !retired;
  }

  /** How many tasks wait here behind others that take long, when they could run elsewhere. */
  int recallable(long nowNs) {
    int waiting = outstanding.size() - worker.slots();
    boolean stuck = nowNs - lastSentNs > STUCK_NS && nowNs - lastRecallNs > RECALL_EVERY_NS;
    return stuck ? Math.max(0, waiting) : 0;
  }

  void recalled(long nowNs) {
    lastRecallNs = nowNs;
  }
}
