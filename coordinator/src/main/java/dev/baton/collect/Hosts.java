package dev.baton.collect;

import dev.baton.dispatch.Roster;
import dev.baton.dispatch.WorkerInfo;
import dev.baton.ledger.Ledger;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Claim;
import dev.baton.wire.Event;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDown;
import dev.baton.wire.JobBeat;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Follows which workers there are from the events; takes back the tasks of those that are gone. For
 * one thread.
 *
 * <p>A host that was not heard of for {@link #SILENCE} is taken for lost: ten of its beats, so that
 * a pause of a busy machine is no death. Time counts only while others are heard, this coordinator
 * among them: while the broker is away all are silent, and none is lost. A host that is heard again
 * is there again.
 */
final class Hosts {

  static final Duration SILENCE = Duration.ofSeconds(10);

  /** Of the time between two events, more than this is no silence of a host but of the channel. */
  private static final Duration LONGEST_GAP = Duration.ofSeconds(2);

  /** Far more than a process can run threads. */
  private static final int MOST_SLOTS = 1_000_000;

  private final Map<Long, Long> lastHeardNs = new HashMap<>();
  private final Set<Long> gone = new HashSet<>();
  private final Ledger ledger;
  private final Roster roster;
  private long lastEventNs = Long.MIN_VALUE;

  /** How long the channel was heard in all; what silence is measured by. */
  private long heardNs;

  private final int inboxes;

  /** The workers' inboxes are numbered from 0 to {@code inboxes} − 1. */
  Hosts(Ledger ledger, Roster roster, int inboxes) {
    this.inboxes = inboxes;
    this.ledger = ledger;
    this.roster = roster;
  }

  void accept(Event event, long nowNs) {
    if (lastEventNs != Long.MIN_VALUE) {
      heardNs += Math.min(nowNs - lastEventNs, LONGEST_GAP.toNanos());
    }
    lastEventNs = nowNs;
    switch (event) {
      case HostBeat beat -> {
        lastHeardNs.put(beat.host(), heardNs);
        beat.workers().forEach(worker -> add(beat.host(), beat.name(), worker));
      }
      case WorkerUp up -> {
        lastHeardNs.put(up.host(), heardNs);
        add(up.host(), up.hostName(), up.worker());
      }
      case WorkerDown down -> down(down);
      case HostDown down -> {
        roster.onHost(down.host()).forEach(worker -> gone.add(worker.incarnation()));
        lose(down.host(), "its host left");
      }
      case Claim _, WhoIsThere _, JobBeat _ -> {}
    }
  }

  /** Takes back what silent hosts had. */
  void check() {
    for (Map.Entry<Long, Long> heard : Map.copyOf(lastHeardNs).entrySet()) {
      long silentNs = heardNs - heard.getValue();
      if (silentNs > SILENCE.toNanos()) {
        lose(heard.getKey(), "its host is silent for " + silentNs / 1_000_000_000 + " s");
      }
    }
  }

  private void add(long host, String hostName, WorkerStatus worker) {
    if (worker.state() == WorkerStatus.State.DRAINING) {
      roster.retire(worker.incarnation());
    }
    boolean takesTasks =
        worker.state() == WorkerStatus.State.IDLE || worker.state() == WorkerStatus.State.BUSY;
    if (takesTasks && isPossible(worker) && !gone.contains(worker.incarnation())) {
      roster.add(
          new WorkerInfo(
              host,
              hostName + "/" + worker.number(),
              worker.incarnation(),
              worker.partition(),
              worker.slots(),
              worker.pid()));
    }
  }

  /** To send to an inbox that is not there would wait for it for half an hour. */
  private boolean isPossible(WorkerStatus worker) {
    return worker.partition() >= 0
        && worker.partition() < inboxes
        && worker.slots() > 0
        && worker.slots() <= MOST_SLOTS;
  }

  private void down(WorkerDown down) {
    WorkerInfo worker = roster.worker(down.incarnation());
    if (worker != null && worker.host() != down.host()) {
      return; // a host speaks for its own workers only
    }
    // Several slots run several tasks; the host names one of them, so that none can be cleared.
    LongPredicate blamed =
        worker != null && worker.slots() > 1
            ? _ -> down.crashed()
            : task -> down.crashed() && task == down.runningTask();
    gone.add(down.incarnation());
    remove(down.incarnation(), blamed, down.evidence());
  }

  private void lose(long host, String reason) {
    lastHeardNs.remove(host);
    for (WorkerInfo worker : roster.onHost(host)) {
      remove(worker.incarnation(), _ -> false, reason);
    }
  }

  private void remove(long incarnation, LongPredicate blamed, String evidence) {
    List<AttemptId> attempts = roster.remove(incarnation);
    if (attempts != null) {
      ledger.lost(attempts, blamed, evidence);
    }
  }
}
