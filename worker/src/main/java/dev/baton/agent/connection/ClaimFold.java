package dev.baton.agent.connection;

import dev.baton.wire.CancelJob;
import dev.baton.wire.Claim;
import dev.baton.wire.CopyLease;
import dev.baton.wire.CopyOffer;
import dev.baton.wire.CopyRelease;
import dev.baton.wire.CopyReport;
import dev.baton.wire.DrainHost;
import dev.baton.wire.Event;
import dev.baton.wire.ExcludedHosts;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDown;
import dev.baton.wire.HostDrained;
import dev.baton.wire.JobBeat;
import dev.baton.wire.Liveness;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerUp;
import dev.baton.wire.WorkersWanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who has which inbox, decided by the order of the events log.
 *
 * <p>The first host to claim a partition has it, until that host leaves or falls silent for {@link
 * Liveness#HOST_LOST}. Time is the broker's, as recorded in the log, so that all readers of the log
 * reach the same answer. Beats repeat what a host has, so reading the log's last minute is enough.
 * A host whose claim failed does not repeat it: a partition that it only claimed goes to the host
 * whose beat lists it. For one thread.
 */
final class ClaimFold {

  private record Holding(long host, boolean confirmed) {}

  private final Map<Integer, Holding> holdings = new HashMap<>();
  private final Map<Long, Long> lastHeardMs = new HashMap<>();
  private long nowMs = Long.MIN_VALUE;

  /** Reads one more event; {@code timestampMs} is when the broker appended it. */
  void accept(Event event, long timestampMs) {
    nowMs = Math.max(nowMs, timestampMs);
    switch (event) {
      case Claim claim -> {
        heard(claim.host());
        for (int partition : claim.partitions()) {
          if (isFree(partition)) {
            holdings.put(partition, new Holding(claim.host(), false));
          }
        }
      }
      case HostBeat beat -> {
        heard(beat.host());
        restate(beat);
      }
      case WorkerUp up -> heard(up.host());
      case WorkerDown down -> heard(down.host());
      case HostDown down -> {
        lastHeardMs.remove(down.host());
        holdings.values().removeIf(holding -> holding.host() == down.host());
      }
      case HostDrained drained -> heard(drained.host());
      case WhoIsThere _,
          JobBeat _,
          ExcludedHosts _,
          DrainHost _,
          CancelJob _,
          WorkersWanted _,
          CopyOffer _,
          CopyReport _,
          CopyRelease _,
          CopyLease _ -> {}
    }
  }

  /** The partitions that a host has, in order. */
  Set<Integer> heldBy(long host) {
    Set<Integer> held = new TreeSet<>();
    holdings.forEach(
        (partition, holding) -> {
          if (holding.host() == host) {
            held.add(partition);
          }
        });
    return held;
  }

  /** The partitions from 0 to {@code count} − 1 that no host has. */
  List<Integer> free(int count) {
    List<Integer> free = new ArrayList<>();
    for (int partition = 0; partition < count; partition++) {
      if (isFree(partition)) {
        free.add(partition);
      }
    }
    return free;
  }

  /**
   * How many of the partitions from 0 to {@code count} − 1 belong to hosts that have missed some
   * beats, and so may soon be free.
   */
  int heldBySilent(int count, long silentMs) {
    int held = 0;
    for (int partition = 0; partition < count; partition++) {
      Holding holding = holdings.get(partition);
      Long heard = holding == null ? null : lastHeardMs.get(holding.host());
      if (!isFree(partition) && heard != null && nowMs - heard > silentMs) {
        held++;
      }
    }
    return held;
  }

  private boolean isFree(int partition) {
    Holding holding = holdings.get(partition);
    return holding == null || !isAlive(holding.host());
  }

  private boolean isAlive(long host) {
    Long heard = lastHeardMs.get(host);
    return heard != null && nowMs - heard <= Liveness.HOST_LOST.toMillis();
  }

  private void heard(long host) {
    lastHeardMs.put(host, nowMs);
  }

  private void restate(HostBeat beat) {
    Set<Integer> claims = new HashSet<>(beat.claims());
    holdings
        .entrySet()
        .removeIf(
            entry ->
                entry.getValue().host() == beat.host()
                    && entry.getValue().confirmed()
                    && !claims.contains(entry.getKey()));
    for (int partition : claims) {
      Holding holding = holdings.get(partition);
      if (isFree(partition)
          || holding == null
          || holding.host() == beat.host()
          || !holding.confirmed()) {
        holdings.put(partition, new Holding(beat.host(), true));
      }
    }
  }
}
