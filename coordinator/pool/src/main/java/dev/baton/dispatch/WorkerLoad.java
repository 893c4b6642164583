package dev.baton.dispatch;

import dev.baton.wire.Attempts;
import dev.baton.wire.ResultBatch;
import java.util.Collection;
import java.util.List;

/**
 * A worker's load, as far as the coordinator knows: the attempts that it was sent and has not
 * answered. Credit is based on it. Guarded by the {@link Roster}'s lock.
 */
final class WorkerLoad {

  /** If a worker was sent nothing for this long while others are idle, its tasks count as stuck. */
  private static final long STUCK_NS = 50_000_000;

  private static final int SHARED_BATCHES = 8;

  private static final long RECALL_EVERY_NS = 100_000_000;

  /** The same for tasks that may wait behind those of another coordinator. */
  private static final long STUCK_BEHIND_OTHERS_NS = 500_000_000;

  /** Behind others or not: a worker that hands nothing back runs what it was sent. */
  private static final int MOST_RECALLS_BEHIND_OTHERS = 2;

  private final KnownWorker worker;
  private final long rank;

  /** How long tasks take here: a host may be far slower than the others. */
  private final Pace pace;

  /** Whether it was told of the program as it is now. */
  boolean introduced;

  /** Whether it gets nothing, because its host does not have what the tasks need. */
  private boolean withheld;

  private boolean retired;

  /** Whether its host gets no tasks, because they fail there. */
  private boolean excluded;

  /** Whether it is sent one task at a time, to see whether its host is fit again. */
  private boolean onProbation;

  /** Whether its host said that it runs something while it had nothing of this coordinator. */
  private boolean busyElsewhere;

  /** Whether its current task is a suspect that must run alone. */
  private boolean exclusive;

  private final Owed outstanding = new Owed();
  private long lastSentNs;
  private long lastRecallNs;
  private int recallsBehindOthers;

  /**
   * Creates the load of a worker that has nothing to do.
   *
   * @param pace to learn how long tasks take here
   * @param rank its place among workers that have as much to do
   */
  WorkerLoad(KnownWorker worker, Pace pace, long rank, long nowNs) {
    this.worker = worker;
    this.pace = pace;
    this.rank = rank;
    this.lastSentNs = nowNs;
    this.lastRecallNs = nowNs;
  }

  KnownWorker worker() {
    return worker;
  }

  long rank() {
    return rank;
  }

  /** Whether it is given further tasks. */
  boolean takesTasks() {
    return !retired && !withheld && (!excluded || onProbation);
  }

  void retire() {
    retired = true;
  }

  boolean isWithheld() {
    return withheld;
  }

  void withhold(boolean isWithheld) {
    withheld = isWithheld;
  }

  void exclude() {
    excluded = true;
    onProbation = false;
  }

  void probe() {
    onProbation = true;
  }

  void admit() {
    excluded = false;
    onProbation = false;
  }

  boolean isExcluded() {
    return excluded;
  }

  boolean isOnProbation() {
    return onProbation;
  }

  boolean isBusyElsewhere() {
    return busyElsewhere;
  }

  /** Notes whether the worker runs a task, as its host said. */
  void heard(boolean busy) {
    busyElsewhere = busy && outstanding.isEmpty();
  }

  /** How long tasks take here, or in the pool while that is not known. */
  Pace pace(Pace pool) {
    return pace.isKnown() ? pace : pool;
  }

  /**
   * How many tasks to send now.
   *
   * <p>A worker holds at most the batch it runs and one more: the next batch goes out when no more
   * than one is unanswered. It may have one more batch of tasks that were tried before, because it
   * runs these before its prefetched tasks.
   *
   * @param pool how long tasks take in the pool
   * @param isShared whether other coordinators use the workers, too
   * @param repeat whether the tasks were tried before
   */
  int credit(Pace pool, boolean isShared, boolean repeat) {
    Pace own = pace(pool);
    if (retired || withheld || exclusive) {
      return 0;
    }
    if (onProbation) {
      return outstanding.isEmpty() ? 1 : 0;
    }
    int slots = worker.slots();
    if (!own.prefetch()) {
      return slots - outstanding.size();
    }
    int batch = batchSize(pool, isShared);
    return outstanding.size() <= (repeat ? 2 * batch : batch) ? batch : 0;
  }

  /**
   * How many tasks a batch has at most. Where workers are shared a batch is worth more time, as
   * much as the tasks of other coordinators may take: one that has nothing here when it is its turn
   * loses its share.
   */
  int batchSize(Pace pool, boolean isShared) {
    int alone = pace(pool).batchSize() * worker.slots();
    return Math.min(Pace.LARGEST_BATCH, isShared ? SHARED_BATCHES * alone : alone);
  }

  void sent(Collection<Attempts> attempts, boolean alone, long nowNs) {
    attempts.forEach(outstanding::add);
    exclusive = alone;
    lastSentNs = nowNs;
    busyElsewhere = false;
    recallsBehindOthers = 0;
  }

  void answered(ResultBatch.Entry result) {
    outstanding.answered(result.sent(), result.attempts());
    exclusive &= !outstanding.isEmpty();
    // What it hands back waited behind something.
    busyElsewhere = outstanding.isEmpty() && result.status() == ResultBatch.Status.RETURNED;
  }

  /** Learns how long tasks take here. */
  void ran(int tasks, long totalNs) {
    pace.record(tasks, totalNs);
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

  int slots() {
    return worker.slots();
  }

  boolean idle() {
    return outstanding.isEmpty() && !retired && !withheld;
  }

  boolean owesNothing() {
    return outstanding.isEmpty();
  }

  /** Whether there are tasks here beyond those that can run. */
  boolean hasWaiting() {
    return outstanding.size() > worker.slots();
  }

  /**
   * How many tasks may wait here behind long ones and could run elsewhere.
   *
   * @param behindOthers whether all of them may wait, behind tasks of other coordinators
   */
  int recallable(long nowNs, boolean behindOthers) {
    if (nowNs - lastRecallNs <= RECALL_EVERY_NS) {
      return 0;
    }
    if (behindOthers
        && !outstanding.isEmpty()
        && recallsBehindOthers < MOST_RECALLS_BEHIND_OTHERS
        && nowNs - lastSentNs > STUCK_BEHIND_OTHERS_NS * (1 + recallsBehindOthers)) {
      recallsBehindOthers++;
      return outstanding.size();
    }
    int waiting = outstanding.size() - worker.slots();
    return nowNs - lastSentNs > STUCK_NS ? Math.ceilDiv(Math.max(0, waiting), 2) : 0;
  }

  void recalled(long nowNs) {
    lastRecallNs = nowNs;
  }
}
