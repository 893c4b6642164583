package dev.baton.collect;

import dev.baton.LossCause;
import dev.baton.dispatch.EventTeller;
import dev.baton.dispatch.KnownWorker;
import dev.baton.dispatch.Roster;
import dev.baton.ledger.Ledger;
import dev.baton.role.RecordRole;
import dev.baton.wire.Address;
import dev.baton.wire.Attempts;
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
import dev.baton.wire.HostData;
import dev.baton.wire.HostDown;
import dev.baton.wire.HostDrained;
import dev.baton.wire.JobBeat;
import dev.baton.wire.Liveness;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerName;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import dev.baton.wire.WorkersWanted;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Tracks from the events which workers there are; takes back the tasks of those that are gone.
 *
 * <p>A host that is silent for {@link Liveness#HOST_LOST} counts as lost. So does a worker that its
 * host's beats do not list for {@link Liveness#WORKER_LOST}: it may never have lived, or the record
 * of its end was lost. Time counts only while other processes are heard, including this
 * coordinator: while the broker is away all are silent, and none is lost. A host that is heard
 * again is back.
 *
 * <p>The end of a worker counts once everything that it sent has been received. The end of a link
 * proves its worker's death; its host has a moment to report the cause.
 */
public final class HostTracker implements RecordRole<Event> {

  /** How long a gone worker is not believed to be back: older reports may arrive late. */
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  /** Reading what a dead process has sent to this host takes far less. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(2);

  /** A process that ends closes its sockets before its parent is told of its end. */
  private static final Duration UNLINKED_LIMIT = Duration.ofSeconds(1);

  private static final Duration CHECK_EVERY = Duration.ofMillis(500);

  /** Far more threads than a process can run. */
  private static final int MOST_SLOTS = 1_000_000;

  /** A worker that runs no task, as far as its host has said. */
  private static final long NO_TASK = -1;

  /** Which of its addresses a coordinator uses to reach a worker. */
  @FunctionalInterface
  public interface AddressChoice {

    /** As {@link dev.baton.link.CoordinatorLinks#choose}. */
    @Nullable Address choose(long host, Address inbox);
  }

  private final Map<Long, Long> lastHeardNs = new LinkedHashMap<>();
  private final Map<Long, Long> unlistedSinceNs = new HashMap<>();
  private final Map<Long, Long> goneSinceNs = new LinkedHashMap<>();

  /** Ends of workers that do not count yet, and the time when they count at the latest. */
  private final Map<WorkerDown, Long> undrained = new LinkedHashMap<>();

  private final Queue<Long> endedLinks = new ConcurrentLinkedQueue<>();
  private final Map<Long, Long> unlinkedUntilNs = new HashMap<>();
  private final Ledger ledger;
  private final Roster roster;
  private final AddressChoice addresses;
  private final LongPredicate hasMore;
  private final Consumer<? super CopyReport> onCopy;
  private final Runnable onQuestion;
  private final Runnable onChange;
  private final HostNotices notices;
  private final WorkerTurnover turnover = new WorkerTurnover();
  private final Map<Long, HostData> stores = new ConcurrentHashMap<>();
  private long lastEventNs = Long.MIN_VALUE;
  private @Nullable EventTeller teller;

  /** How long the channel was heard in total; silence is measured against it. */
  private long heardNs;

  /**
   * Creates a tracker that has not heard of any host.
   *
   * @param addresses where workers are reached
   * @param hasMore whether something that a worker has sent has not been received yet
   * @param onCopy told what has become of copies on other hosts
   * @param onQuestion called when another process asks who is there
   * @param onChange called when there may be new workers, or tasks to dispatch again
   * @param notices told of hosts that leave and come back
   */
  public HostTracker(
      Ledger ledger,
      Roster roster,
      AddressChoice addresses,
      LongPredicate hasMore,
      Consumer<? super CopyReport> onCopy,
      Runnable onQuestion,
      Runnable onChange,
      Consumer<String> notices) {
    this.ledger = ledger;
    this.roster = roster;
    this.addresses = addresses;
    this.hasMore = hasMore;
    this.onCopy = onCopy;
    this.onQuestion = onQuestion;
    this.onChange = onChange;
    this.notices = new HostNotices(notices);
  }

  /** Has the workers that come and go told. Call it before any other method. */
  public void tell(EventTeller events) {
    teller = events;
  }

  @Override
  public void accept(Event event, long nowNs) {
    if (lastEventNs != Long.MIN_VALUE) {
      heardNs += Math.min(nowNs - lastEventNs, Liveness.LONGEST_GAP.toNanos());
    }
    lastEventNs = nowNs;
    switch (event) {
      case HostBeat beat -> {
        lastHeardNs.put(beat.host(), heardNs);
        stores.put(beat.host(), beat.data());
        beat.workers().forEach(worker -> add(beat.host(), beat.name(), worker));
        notePlaces(beat);
        checkListed(beat);
      }
      case WorkerUp up -> {
        lastHeardNs.put(up.host(), heardNs);
        add(up.host(), up.hostName(), up.worker());
      }
      case WorkerDown down -> {
        if (hasMore.test(down.incarnation())) {
          undrained.put(down, nowNs + DRAIN_LIMIT.toNanos());
        } else {
          down(down);
        }
      }
      case HostDown down -> {
        roster
            .onHost(down.host())
            .forEach(worker -> goneSinceNs.put(worker.incarnation(), heardNs));
        lose(down.host(), LossCause.HOST_LEFT, "its host left", "has left the pool");
      }
      case WhoIsThere _ -> onQuestion.run();
      case CopyReport report -> onCopy.accept(report);
      case JobBeat beat -> {
        if (beat.open() > 0) {
          roster.heardOf(beat.coordinator());
        }
      }
      case Claim _,
          CopyOffer _,
          CopyRelease _,
          CopyLease _,
          ExcludedHosts _,
          DrainHost _,
          CancelJob _,
          HostDrained _,
          WorkersWanted _ -> {}
    }
    onChange.run();
  }

  /** How many workers are gone, and replaced. */
  public WorkerTurnover turnover() {
    return turnover;
  }

  /** What each host said last of what it holds. Thread-safe. */
  public Collection<HostData> stores() {
    return List.copyOf(stores.values());
  }

  /**
   * Notes that everything a worker has sent over its link was received, and nothing more will come.
   * Thread-safe; handled by the next {@link #doWork}.
   */
  public void linkEnded(long incarnation) {
    endedLinks.add(incarnation);
  }

  /** Takes back the tasks of silent hosts, and of workers whose links have ended. */
  @Override
  public long doWork(long nowNs) {
    long dueNs = followLinks(nowNs);
    for (Map.Entry<Long, Long> heard : Map.copyOf(lastHeardNs).entrySet()) {
      long silentNs = heardNs - heard.getValue();
      if (silentNs > Liveness.HOST_LOST.toNanos()) {
        long seconds = Duration.ofNanos(silentNs).toSeconds();
        lose(
            heard.getKey(),
            LossCause.HOST_SILENT,
            "its host has been silent for " + seconds + " s",
            "has been silent for " + seconds + " s; the tasks of its workers run again elsewhere");
        onChange.run();
      }
    }
    goneSinceNs.values().removeIf(since -> heardNs - since > REMEMBERED.toNanos());
    return Math.min(dueNs, CHECK_EVERY.toNanos());
  }

  /** Returns when the next of them is due. */
  private long followLinks(long nowNs) {
    for (Long ended = endedLinks.poll(); ended != null; ended = endedLinks.poll()) {
      unlinkedUntilNs.put(ended, nowNs + UNLINKED_LIMIT.toNanos());
    }
    for (Map.Entry<WorkerDown, Long> waiting : Map.copyOf(undrained).entrySet()) {
      WorkerDown down = waiting.getKey();
      if (!hasMore.test(down.incarnation()) || nowNs - waiting.getValue() >= 0) {
        undrained.remove(down);
        down(down);
        onChange.run();
      }
    }
    for (Map.Entry<Long, Long> unlinked : Map.copyOf(unlinkedUntilNs).entrySet()) {
      if (nowNs - unlinked.getValue() >= 0) {
        goneSinceNs.put(unlinked.getKey(), heardNs);
        remove(
            unlinked.getKey(),
            NO_TASK,
            _ -> false,
            LossCause.CONNECTION_LOST,
            "the connection to it has ended");
        onChange.run();
      }
    }
    return LongStream.concat(
            undrained.values().stream().mapToLong(dueNs -> dueNs - nowNs),
            unlinkedUntilNs.values().stream().mapToLong(dueNs -> dueNs - nowNs))
        .min()
        .orElse(NOTHING_DUE);
  }

  private void notePlaces(HostBeat beat) {
    List<WorkerStatus> parked =
        beat.workers().stream()
            .filter(worker -> worker.startsOnDemand() && isPossible(worker))
            .toList();
    long starting =
        parked.stream().filter(each -> each.state() == WorkerStatus.State.STARTING).count();
    int slots = parked.isEmpty() ? 0 : parked.getFirst().slots();
    roster.parked(beat.host(), parked.size(), (int) starting, slots);
    if (!parked.isEmpty()) {
      notices.there(beat.host(), beat.name());
    }
  }

  private void checkListed(HostBeat beat) {
    Set<Long> listed =
        beat.workers().stream().map(WorkerStatus::incarnation).collect(Collectors.toSet());
    for (KnownWorker worker : roster.onHost(beat.host())) {
      long incarnation = worker.incarnation();
      if (listed.contains(incarnation)) {
        unlistedSinceNs.remove(incarnation);
      } else if (heardNs - unlistedSinceNs.computeIfAbsent(incarnation, _ -> heardNs)
          > Liveness.WORKER_LOST.toNanos()) {
        remove(
            incarnation,
            NO_TASK,
            _ -> false,
            LossCause.UNKNOWN_TO_HOST,
            "its host does not know of it");
      }
    }
  }

  private void add(long host, String hostName, WorkerStatus worker) {
    turnover.heard(host, worker);
    if (worker.state() == WorkerStatus.State.DRAINING) {
      roster.retire(worker.incarnation());
    }
    Address inbox = addresses.choose(host, worker.inbox());
    if (worker.takesTasks()
        && inbox != null
        && isPossible(worker)
        && !goneSinceNs.containsKey(worker.incarnation())) {
      notices.there(host, hostName);
      KnownWorker known =
          new KnownWorker(
              host,
              WorkerName.of(hostName, worker.number()),
              worker.incarnation(),
              inbox,
              worker.slots(),
              worker.pid(),
              worker.heap());
      if (teller != null && roster.worker(worker.incarnation()) == null) {
        teller.started(known); // before it is sent anything
      }
      roster.add(known);
      roster.heard(worker.incarnation(), worker.state() == WorkerStatus.State.BUSY);
    }
  }

  private boolean isPossible(WorkerStatus worker) {
    return worker.slots() > 0 && worker.slots() <= MOST_SLOTS;
  }

  private static LossCause cause(WorkerDown down) {
    if (!down.crashed()) {
      return LossCause.ENDED;
    }
    return down.outOfHeap() ? LossCause.OUT_OF_HEAP : LossCause.CRASHED;
  }

  private void down(WorkerDown down) {
    KnownWorker worker = roster.worker(down.incarnation());
    if (worker != null && worker.host() != down.host()) {
      return; // a host speaks only for its own workers
    }
    goneSinceNs.put(down.incarnation(), heardNs);
    if (down.parked()) {
      parked(down.incarnation());
      return;
    }
    boolean mayBlame = down.crashed() && down.coordinator() == roster.coordinator();
    // Several slots run several tasks; the host names only one of them, so none can be cleared.
    LongPredicate blamed =
        worker != null && worker.slots() > 1
            ? _ -> down.crashed()
            : task -> mayBlame && task == down.runningTask();
    remove(
        down.incarnation(),
        mayBlame ? down.runningTask() : NO_TASK,
        blamed,
        cause(down),
        down.evidence());
  }

  /** A worker that had nothing to do has ended: what it was sent meanwhile has not started. */
  private void parked(long incarnation) {
    KnownWorker worker = roster.worker(incarnation);
    List<Attempts> attempts = forget(incarnation);
    if (attempts != null) {
      List<Attempts> takenBack = ledger.takeBack(attempts);
      if (teller != null && worker != null) {
        teller.parked(worker, takenBack);
      }
    }
  }

  private void lose(long host, LossCause cause, String evidence, String notice) {
    lastHeardNs.remove(host);
    stores.remove(host);
    turnover.gone(host);
    notices.gone(host, notice);
    roster.parked(host, 0, 0, 0);
    for (KnownWorker worker : roster.onHost(host)) {
      remove(worker.incarnation(), NO_TASK, _ -> false, cause, evidence);
    }
  }

  private void remove(
      long incarnation, long runningTask, LongPredicate blamed, LossCause cause, String evidence) {
    KnownWorker worker = roster.worker(incarnation);
    List<Attempts> attempts = forget(incarnation);
    if (attempts != null) {
      turnover.ended(cause);
      List<Attempts> lost = ledger.lost(attempts, blamed, cause, evidence);
      if (teller != null && worker != null) {
        teller.lost(worker, cause, evidence, runningTask, lost);
      }
    }
  }

  private @Nullable List<Attempts> forget(long incarnation) {
    unlistedSinceNs.remove(incarnation);
    unlinkedUntilNs.remove(incarnation);
    return roster.remove(incarnation);
  }
}
