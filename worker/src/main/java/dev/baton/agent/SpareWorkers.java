package dev.baton.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Worker processes without a place, connected and warm, for whoever dies next. Confined to the
 * agent's thread.
 */
final class SpareWorkers {

  private final int wanted;
  private final Deque<SupervisedWorker> waiting = new ArrayDeque<>();
  private final RestartBackoff backoff = new RestartBackoff();
  private long notBeforeNs;
  private boolean oneMore;

  /** Keeps so many. */
  SpareWorkers(int wanted, long nowNs) {
    this.wanted = wanted;
    this.notBeforeNs = nowNs;
  }

  /** Another will be needed soon, whatever else is wanted. */
  void wantOne() {
    oneMore = true;
  }

  /** Starts those that are missing; a start that fails is tried again at the next call. */
  void startMissing(long nowNs, Supplier<@Nullable SupervisedWorker> start) {
    int target = Math.max(wanted, oneMore ? 1 : 0);
    while (waiting.size() < target && nowNs - notBeforeNs >= 0) {
      SupervisedWorker spare = start.get();
      if (spare == null) {
        return;
      }
      waiting.add(spare);
    }
  }

  /** The one that has waited longest, or null if there is none. */
  @Nullable SupervisedWorker take() {
    oneMore = false;
    return waiting.poll();
  }

  /** A process has ended; if it was a spare, its successor waits a little. */
  void exited(WorkerProcess process, long nowNs) {
    for (SupervisedWorker spare : all()) {
      if (spare.process().equals(process)) {
        waiting.remove(spare);
        notBeforeNs = nowNs + backoff.died(spare.age(nowNs), false).toNanos();
      }
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  List<SupervisedWorker> all() {
    return List.copyOf(waiting);
  }
}
