package dev.baton.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Worker processes without a place, connected and warm, for whoever dies next. Confined to the
 * agent's thread.
 */
final class Spares {

  /** Spares are not pinned, so any place will do. */
  private static final int ANY_PLACE = 0;

  private final int wanted;
  private final Deque<WorkerLife> waiting = new ArrayDeque<>();
  private final RestartBackoff backoff = new RestartBackoff();
  private long notBeforeNs = System.nanoTime();
  private boolean oneMore;

  /** Keeps so many. */
  Spares(int wanted) {
    this.wanted = wanted;
  }

  /** Another will be needed soon, whatever else is wanted. */
  void wantOne() {
    oneMore = true;
  }

  /** Starts those that are missing; a start that fails is tried at the next look. */
  void missing(IntFunction<@Nullable WorkerLife> launch) {
    int target = Math.max(wanted, oneMore ? 1 : 0);
    while (waiting.size() < target && System.nanoTime() - notBeforeNs >= 0) {
      WorkerLife spare = launch.apply(ANY_PLACE);
      if (spare == null) {
        return;
      }
      waiting.add(spare);
    }
  }

  /** The one that has waited longest, or null if there is none. */
  @Nullable WorkerLife take() {
    oneMore = false;
    return waiting.poll();
  }

  /** It has ended; if it was a spare, its successor waits a little. */
  void forget(WorkerLife life) {
    if (waiting.remove(life)) {
      notBeforeNs = System.nanoTime() + backoff.died(life.age(), false).toNanos();
    }
  }

  List<WorkerLife> all() {
    return List.copyOf(waiting);
  }
}
