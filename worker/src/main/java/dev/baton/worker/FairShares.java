package dev.baton.worker;

import dev.baton.config.PoolSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in a worker that several coordinators use: each gets the share of the worker's
 * time that its weight says, whatever the length and the number of its tasks.
 *
 * <p>This is start-time fair queuing: the coordinator whose tasks have run for the least time, by
 * its weight, goes first, and time that it left unused does not count. Among those of the same
 * weight, that with the fewest running tasks goes before: their times are not known yet. What does
 * count is that it was away: its next tasks, up to {@link #FRESH_NS}, are charged at a third of
 * their time. So a short job gets three quarters of a worker that a long job would keep busy, and
 * ends in well under twice the time that it takes alone; and the long job still goes on.
 *
 * <p>Guarded by its owner's lock.
 */
final class FairShares {

  /** How much of a coordinator's work is favoured when it comes, in nanoseconds. */
  static final long FRESH_NS = 1_000_000_000;

  private static final int FRESH_WEIGHT = 3;

  /** Coordinators that are remembered; those beyond are taken for new ones. */
  private static final int MOST = 256;

  private static final class Share {
    private long usedNs;
    private long freshNs;
    private int weight = PoolSettings.FULL_WEIGHT;
    private int waiting;
    private int running;
  }

  private final Map<Long, Share> shares = new LinkedHashMap<>();
  private int active;

  /** Where the coordinator stood that was served last; never goes back. */
  private long virtualNs;

  /** Notes how many of a coordinator's tasks wait. */
  void waiting(long coordinator, int tasks) {
    Share share = shares.get(coordinator);
    if (share == null) {
      if (tasks == 0) {
        return;
      }
      forgetSome();
      catchUp();
      share = new Share();
      share.usedNs = virtualNs - FRESH_NS;
      shares.put(coordinator, share);
    }
    if (share.waiting == 0 && share.running == 0 && tasks > 0) {
      catchUp();
      active++;
      long awayNs = Math.max(0, virtualNs - share.usedNs);
      share.usedNs += awayNs;
      share.freshNs = Math.min(FRESH_NS, share.freshNs + awayNs);
    } else if (share.waiting > 0 && share.running == 0 && tasks == 0) {
      active--;
    }
    share.waiting = tasks;
  }

  /** Notes the weight of a coordinator that has tasks here. */
  void weigh(long coordinator, int weight) {
    Share share = shares.get(coordinator);
    if (share != null) {
      share.weight = weight;
    }
  }

  /** Notes that a task of a coordinator starts. */
  void started(long coordinator) {
    Share share = shares.get(coordinator);
    if (share != null) {
      share.running++;
      virtualNs = Math.max(virtualNs, share.usedNs);
    }
  }

  /** Notes that what was started has run for so long. */
  void ended(long coordinator, long ranNs) {
    Share share = shares.get(coordinator);
    if (share != null) {
      long freshNs = Math.min(ranNs, share.freshNs);
      share.usedNs += charge(share, ranNs);
      share.freshNs -= freshNs;
      share.running--;
      if (share.running == 0 && share.waiting == 0) {
        active--;
      }
    }
  }

  private static long charge(Share share, long ranNs) {
    long freshNs = Math.min(ranNs, share.freshNs);
    long chargedNs = freshNs / FRESH_WEIGHT + (ranNs - freshNs);
    return chargedNs * PoolSettings.FULL_WEIGHT / share.weight;
  }

  /**
   * The coordinator whose task should run next: the one that had the least time, or else came last;
   * of those with the same weight, the one with the fewest running. Null if no task waits.
   */
  @Nullable Long next() {
    Long next = null;
    Share best = null;
    for (Map.Entry<Long, Share> each : shares.entrySet()) {
      Share share = each.getValue();
      if (share.waiting > 0 && (best == null || isBefore(share, best))) {
        next = each.getKey();
        best = share;
      }
    }
    return next;
  }

  private static boolean isBefore(Share share, Share other) {
    if (share.weight == other.weight && share.running != other.running) {
      return share.running < other.running;
    }
    return share.usedNs == other.usedNs
        ? share.freshNs > other.freshNs
        : share.usedNs < other.usedNs;
  }

  /** Whether several coordinators have tasks here. */
  boolean isContended() {
    return active > 1;
  }

  /** Whether a chunk that has run for so long should let another coordinator's task go first. */
  boolean shouldYield(long coordinator, long ranNs) {
    Share own = shares.get(coordinator);
    if (own == null) {
      return false;
    }
    long usedNs = own.usedNs + charge(own, ranNs);
    return shares.values().stream()
        .anyMatch(
            other ->
                other != own
                    && other.waiting > 0
                    && (other.weight != own.weight || other.running < own.running)
                    && other.usedNs < usedNs);
  }

  /** Whoever comes now stands where those stand who are here. */
  private void catchUp() {
    long leastNs =
        shares.values().stream()
            .filter(share -> share.waiting > 0 || share.running > 0)
            .mapToLong(share -> share.usedNs)
            .min()
            .orElse(virtualNs);
    virtualNs = Math.max(virtualNs, leastNs);
  }

  private void forgetSome() {
    if (shares.size() >= MOST) {
      shares.values().removeIf(share -> share.waiting == 0 && share.running == 0);
    }
  }
}
