package dev.baton.dispatch;

import dev.baton.wire.Attempts;
import dev.baton.wire.ResultBatch;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker's load, as far as the coordinator knows: the attempts that it was sent and has not
 * answered. Credit is based on it. Guarded by the {@link Roster}'s lock.
 */
final class WorkerLoad {

  /** If a worker was sent nothing for this long while others are idle, its tasks count as stuck. */
  private static final long STUCK_NS = 50_000_000;

  private static final long RECALL_EVERY_NS = 100_000_000;

  private KnownWorker worker;
  private @Nullable KnownWorker moved;
  boolean initialized;
  boolean retired;

  /** Whether its current task is a suspect that must run alone. */
  private boolean exclusive;

  private final Owed outstanding = new Owed();
  private long lastSentNs;
  private long lastRecallNs;

  WorkerLoad(KnownWorker worker, long nowNs) {
    this.worker = worker;
    this.lastSentNs = nowNs;
    this.lastRecallNs = nowNs;
  }

  /** The worker, with the inbox to which its current tasks were sent. */
  KnownWorker worker() {
    if (moved != null && outstanding.isEmpty()) {
      worker = moved;
      moved = null;
    }
    return worker;
  }

  /**
   * Notes that the worker has another inbox. It is sent nothing until it has answered everything
   * sent to the former one: a message about a task must not overtake the task on another link.
   */
  void moveTo(KnownWorker elsewhere) {
    moved = elsewhere.inbox().equals(worker.inbox()) ? null : elsewhere;
  }

  /**
   * How many tasks to send now.
   *
   * <p>A worker holds at most the batch it runs and one more: the next batch goes out when no more
   * than one is unanswered. It may have one more batch of tasks that were tried before, because it
   * runs these before its prefetched tasks.
   *
   * @param repeat whether the tasks were tried before
   */
  int credit(int batchSize, boolean prefetch, boolean repeat) {
    if (retired || exclusive || (moved != null && !outstanding.isEmpty())) {
      return 0;
    }
    int slots = worker.slots();
    if (!prefetch) {
      return slots - outstanding.size();
    }
    int batch = Math.min(Pace.LARGEST_BATCH, batchSize * slots);
    return outstanding.size() <= (repeat ? 2 * batch : batch) ? batch : 0;
  }

  void sent(Collection<Attempts> attempts, boolean alone, long nowNs) {
    attempts.forEach(outstanding::add);
    exclusive = alone;
    lastSentNs = nowNs;
  }

  void answered(ResultBatch.Entry result) {
    outstanding.answered(result.sent(), result.attempts());
    exclusive &= !outstanding.isEmpty();
  }

  /**
   * The unanswered attempts in the order in which they were sent; parts of a chunk may be answered.
   */
  List<Attempts> outstanding() {
    return outstanding.toList();
  }

  int size() {
    return outstanding.size();
  }

  boolean idle() {
    return outstanding.isEmpty() && !retired;
  }

  /** How many tasks wait here behind long ones and could run elsewhere. */
  int recallable(long nowNs) {
    int waiting = outstanding.size() - worker.slots();
    boolean stuck = nowNs - lastSentNs > STUCK_NS && nowNs - lastRecallNs > RECALL_EVERY_NS;
    return stuck ? Math.max(0, waiting) : 0;
  }

  void recalled(long nowNs) {
    lastRecallNs = nowNs;
  }
}
