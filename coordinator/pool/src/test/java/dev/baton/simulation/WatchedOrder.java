package dev.baton.simulation;

import dev.baton.wire.Attempts;
import dev.baton.wire.TaskBatch;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Sees in which order a coordinator sends tasks, and objects if one is overtaken by another that
 * was added too much later for its priority.
 */
public final class WatchedOrder {

  private static final long STEP_NS = Duration.ofMinutes(1).toNanos();

  private record Waiting(long rankNs, long id) {}

  private final Witness witness;
  private final Simulation simulation;
  private final Map<Long, Waiting> byId = new HashMap<>();
  private final NavigableSet<Waiting> neverSent =
      new TreeSet<>(Comparator.comparingLong(Waiting::rankNs).thenComparingLong(Waiting::id));

  /** Knows of no task. */
  public WatchedOrder(Witness witness, Simulation simulation) {
    this.witness = witness;
    this.simulation = simulation;
  }

  /** Tasks with consecutive ids were added. */
  public void added(long firstId, int items, int priority) {
    for (long id = firstId; id < firstId + items; id++) {
      Waiting waiting = new Waiting(simulation.nanoTime() - priority * STEP_NS, id);
      byId.put(id, waiting);
      neverSent.add(waiting);
    }
  }

  /** Tasks with consecutive ids have ended. */
  public void ended(long firstId, int items) {
    LongStream.range(firstId, firstId + items).forEach(this::forget);
  }

  private void forget(long id) {
    Waiting waiting = byId.remove(id);
    if (waiting != null) {
      neverSent.remove(waiting);
    }
  }

  /** Tasks are sent to a worker; those that were sent before may go to one before others. */
  public void sent(TaskBatch batch) {
    for (TaskBatch.Entry task : batch.tasks()) {
      Attempts attempts = task.attempts();
      Waiting sent = byId.get(attempts.from());
      if (sent != null && !attempts.isRepeat()) {
        Waiting first = neverSent.first();
        witness.check(
            first.rankNs >= sent.rankNs, "task %d is sent before task %d", sent.id, first.id);
      }
      LongStream.range(attempts.from(), attempts.to()).forEach(this::forget);
    }
  }
}
