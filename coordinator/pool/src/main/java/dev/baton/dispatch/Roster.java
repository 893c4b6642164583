package dev.baton.dispatch;

import dev.baton.role.Clock;
import dev.baton.wire.Attempts;
import dev.baton.wire.Liveness;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WorkerName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The workers that can take tasks, and the load of each. Thread-safe. */
public final class Roster {

  /** Of a figure that is to be computed anew. */
  private static final long UNKNOWN = -1;

  /** Silent for longer, another coordinator has nothing to do. */
  private static final long OTHERS_NS = Liveness.JOB_BEAT.multipliedBy(5).toNanos();

  private final Map<Long, WorkerLoad> loads = new LinkedHashMap<>();
  private final LoadOrder order = new LoadOrder();
  private final Set<Long> excluded = new HashSet<>();
  private final ParkedPlaces parked = new ParkedPlaces();

  /** Asked for before each batch; null while it is to be found anew. */
  private @Nullable Set<Long> fit;

  private long largestHeap = UNKNOWN;

  private final Clock clock;
  private HostGate gate = HostGate.OPEN;
  private final long coordinator;
  private final Duration linger;
  private int mostWorkers;
  private long othersUntilNs;
  private boolean hasOthers;

  /**
   * Starts without workers.
   *
   * @param coordinator whose roster it is. Each prefers workers in an order of its own, so that a
   *     few tasks of several coordinators do not meet at the same workers
   * @param linger how long results may wait for others to travel with
   */
  public Roster(Clock clock, long coordinator, Duration linger) {
    this.clock = clock;
    this.linger = linger;
    this.coordinator = coordinator;
  }

  /** Adds a worker; returns whether it was new. */
  public synchronized boolean add(KnownWorker worker) {
    if (loads.containsKey(worker.incarnation())) {
      return false;
    }
    long rank = new SplittableRandom(worker.incarnation() ^ coordinator).nextLong();
    WorkerLoad load = new WorkerLoad(worker, new Pace(linger), rank, clock.nanoTime());
    if (excluded.contains(worker.host())) {
      load.exclude();
    }
    load.withhold(!gate.isOpen(worker.host()));
    loads.put(worker.incarnation(), load);
    order.add(load);
    fit = null;
    mostWorkers = Math.max(mostWorkers, loads.size());
    largestHeap = UNKNOWN;
    return true;
  }

  /** Sends tasks only to hosts for which this gate is open. */
  public synchronized void admit(HostGate hosts) {
    gate = hosts;
    recheck();
  }

  /** Asks again which hosts may be sent tasks. */
  public synchronized void recheck() {
    for (WorkerLoad load : loads.values()) {
      boolean isWithheld = !gate.isOpen(load.worker().host());
      if (isWithheld != load.isWithheld()) {
        order.change(load, () -> load.withhold(isWithheld));
        largestHeap = UNKNOWN;
      }
    }
  }

  /**
   * The program has changed: each worker is told of it again, and gets nothing until its host may.
   */
  public synchronized void introduceAgain() {
    loads.values().forEach(load -> load.introduced = false);
    recheck();
  }

  /** The workers that know of the program. */
  synchronized List<KnownWorker> introduced() {
    return loads.values().stream().filter(load -> load.introduced).map(WorkerLoad::worker).toList();
  }

  /**
   * Removes a worker and returns the attempts that it has not answered, including those sent
   * together with them; null if it was unknown.
   */
  public synchronized @Nullable List<Attempts> remove(long incarnation) {
    WorkerLoad load = loads.remove(incarnation);
    if (load == null) {
      return null;
    }
    order.remove(load);
    fit = null;
    largestHeap = UNKNOWN;
    return load.outstanding();
  }

  /**
   * Notes that a worker takes no more tasks, but still answers those that it has. Ignored if it is
   * unknown.
   */
  public synchronized void retire(long incarnation) {
    WorkerLoad load = loads.get(incarnation);
    if (load != null) {
      order.change(load, load::retire);
      largestHeap = UNKNOWN;
    }
  }

  /**
   * Notes how many workers a host has parked.
   *
   * @param starting how many of them are about to be up again
   * @param slots how many tasks each of them would run at a time
   */
  public synchronized void parked(long host, int workers, int starting, int slots) {
    if (parked.set(host, new ParkedPlaces.OfHost(workers, starting, slots))) {
      fit = null;
    }
  }

  /**
   * A host with parked workers.
   *
   * @param host the incarnation of its agent
   * @param running how many workers of it take tasks, whoever's
   * @param parked how many are parked
   * @param starting how many of these are about to be up again
   * @param slots how many tasks each of these would run at a time
   */
  record Parked(long host, int running, int parked, int starting, int slots) {}

  /** The hosts with parked workers that may be sent tasks. */
  synchronized List<Parked> parked() {
    if (parked.isEmpty()) { // nearly always
      return List.of();
    }
    List<Parked> hosts = new ArrayList<>();
    parked
        .byHost()
        .forEach(
            (host, places) -> {
              if (!excluded.contains(host) && gate.isOpen(host)) {
                long running = order.onHost(host).stream().filter(WorkerLoad::takesTasks).count();
                hosts.add(
                    new Parked(
                        host, (int) running, places.workers(), places.starting(), places.slots()));
              }
            });
    return hosts;
  }

  /** Whether a host has parked workers. */
  synchronized boolean hasParked() {
    return !parked.isEmpty();
  }

  /** How many tasks the workers run at a time that nobody else keeps busy. */
  synchronized int slotsForOwn() {
    return loads.values().stream()
        .filter(load -> load.takesTasks() && !load.isBusyElsewhere())
        .mapToInt(WorkerLoad::slots)
        .sum();
  }

  /** Whether there is a worker, or a host that starts one when it is asked to. */
  public synchronized boolean hasWorkers() {
    return !loads.isEmpty() || !parked.isEmpty();
  }

  /** Notes what a worker's host says of it: whether it runs a task, whoever's it is. */
  public synchronized void heard(long incarnation, boolean busy) {
    WorkerLoad load = loads.get(incarnation);
    if (load != null) {
      order.change(load, () -> load.heard(busy));
    }
  }

  /** Whose roster it is. */
  public long coordinator() {
    return coordinator;
  }

  /** Notes that a coordinator has open tasks. */
  public synchronized void heardOf(long someCoordinator) {
    if (someCoordinator != coordinator) {
      hasOthers = true;
      othersUntilNs = clock.nanoTime() + OTHERS_NS;
    }
  }

  private boolean hasOthers() {
    hasOthers = hasOthers && othersUntilNs - clock.nanoTime() > 0;
    return hasOthers;
  }

  /**
   * Notes an answer, which gives the worker credit. Answers of unknown workers are ignored.
   *
   * @param ran how many tasks have run
   * @param ranNs how long they took in all
   */
  public synchronized void answered(
      long incarnation, Collection<ResultBatch.Entry> results, int ran, long ranNs) {
    WorkerLoad load = loads.get(incarnation);
    if (load != null) {
      order.change(load, () -> results.forEach(load::answered));
      load.ran(ran, ranNs);
    }
  }

  /** The worker with this incarnation, or null if there is none. */
  public synchronized @Nullable KnownWorker worker(long incarnation) {
    WorkerLoad load = loads.get(incarnation);
    return load == null ? null : load.worker();
  }

  /** All workers of a host. */
  public synchronized List<KnownWorker> onHost(long host) {
    return order.onHost(host).stream().map(WorkerLoad::worker).toList();
  }

  /** The hosts that have workers, parked ones included. */
  public synchronized Set<Long> hosts() {
    Set<Long> hosts = new HashSet<>(order.hosts());
    hosts.addAll(parked.hosts());
    return Set.copyOf(hosts);
  }

  /**
   * The largest heap of a worker that takes tasks, in bytes; 0 if all have their shares of their
   * hosts' memory.
   */
  synchronized long largestHeap() {
    if (largestHeap == UNKNOWN) {
      largestHeap =
          loads.values().stream()
              .filter(WorkerLoad::takesTasks)
              .mapToLong(load -> load.worker().heap().bytes())
              .max()
              .orElse(0);
    }
    return largestHeap;
  }

  /** The hosts that have workers, parked ones included, and are not excluded. */
  synchronized Set<Long> fitHosts() {
    Set<Long> known = fit;
    if (known == null) {
      Set<Long> now = new HashSet<>(hosts());
      now.removeAll(excluded);
      known = Set.copyOf(now);
      fit = known;
    }
    return known;
  }

  /** Whether a host has workers that are up. */
  synchronized boolean hasHost(long host) {
    return !order.onHost(host).isEmpty();
  }

  /** Sends a host's workers nothing more. */
  synchronized void exclude(long host) {
    excluded.add(host);
    fit = null;
    largestHeap = UNKNOWN;
    order.onHost(host).forEach(load -> order.change(load, load::exclude));
  }

  /** Has one worker of an excluded host, at least, sent one task at a time. */
  synchronized void probe(long host) {
    if (order.onHost(host).stream().noneMatch(WorkerLoad::isOnProbation)) {
      order.onHost(host).stream()
          .filter(WorkerLoad::isExcluded)
          .findFirst()
          .ifPresent(load -> order.change(load, load::probe));
      largestHeap = UNKNOWN;
    }
  }

  /** Sends a host's workers tasks again. */
  synchronized void admit(long host) {
    excluded.remove(host);
    fit = null;
    largestHeap = UNKNOWN;
    order.onHost(host).forEach(load -> order.change(load, load::admit));
  }

  /** The name of a host, as its workers have it; null if it has none. */
  public synchronized @Nullable String hostName(long host) {
    return order.onHost(host).stream()
        .map(load -> WorkerName.host(load.worker().name()))
        .findFirst()
        .orElse(null);
  }

  /** All workers, by name. */
  public synchronized List<KnownWorker> workers() {
    return loads.values().stream()
        .map(WorkerLoad::worker)
        .sorted(Comparator.comparing(KnownWorker::name))
        .toList();
  }

  /** The largest number of workers at any one time. */
  public synchronized int mostWorkers() {
    return mostWorkers;
  }

  /**
   * How much the workers can do and do.
   *
   * @param workers how many take tasks, or would if they were not parked
   * @param slots how many tasks these run at a time
   * @param active how many slots have a task to run; those of other coordinators do not count
   */
  public record Load(int workers, int slots, int active) {}

  /** How much the workers can do and do now. */
  public synchronized Load load() {
    int workers = parked.workers();
    int slots = parked.slots();
    int active = 0;
    for (WorkerLoad load : loads.values()) {
      active += Math.min(load.size(), load.slots());
      if (load.takesTasks()) {
        workers++;
        slots += load.slots();
      }
    }
    return new Load(workers, slots, active);
  }

  /** Whether no worker owes an answer. */
  public synchronized boolean allIdle() {
    return loads.values().stream().allMatch(WorkerLoad::owesNothing);
  }

  /** What a worker can take now. */
  record WorkerOffer(KnownWorker worker, int tasks, boolean idle) {}

  /** What became of a batch. */
  enum Sent {
    /** The worker has gone meanwhile, or its host no longer has what the tasks need. */
    REFUSED,
    /** It is the first for this worker since the program has changed. */
    FIRST,
    NEXT
  }

  /**
   * The next worker to get tasks: the one with the least to do, or null if none has room.
   *
   * @param pending how many tasks wait; a batch takes no more than a fair share, so that others do
   *     not starve, unless that is too little work to be worth its transport
   * @param repeat whether the first of them was tried before
   * @param passedOver hosts whose workers should not have any of them
   * @param tooSmall workers that should not, though others of their hosts may
   */
  synchronized @Nullable WorkerOffer nextOffer(
      Pace pace, long pending, boolean repeat, Set<Long> passedOver, Set<Long> tooSmall) {
    boolean isShared = hasOthers();
    for (WorkerLoad load : order.leastFirst()) {
      int credit = load.credit(pace, isShared, repeat);
      if (credit > 0
          && !passedOver.contains(load.worker().host())
          && !tooSmall.contains(load.worker().incarnation())) {
        int least = load.pace(pace).leastBatch();
        long share = Math.max(least, Math.ceilDiv(pending, 2L * loads.size()));
        return offer(load, (int) Math.max(1, Math.min(credit, share)));
      }
    }
    return null;
  }

  private static WorkerOffer offer(WorkerLoad load, int tasks) {
    return new WorkerOffer(load.worker(), tasks, load.idle());
  }

  /** How many tasks a batch for a worker has at most. */
  synchronized int batchSize(long incarnation, Pace pool) {
    WorkerLoad load = loads.get(incarnation);
    return load == null ? 0 : load.batchSize(pool, hasOthers());
  }

  /** How long tasks take at a worker, or in the pool while that is not known. */
  synchronized Pace pace(long incarnation, Pace pool) {
    WorkerLoad load = loads.get(incarnation);
    return load == null ? pool : load.pace(pool);
  }

  /**
   * Notes that a batch was sent.
   *
   * @param alone whether no other task may run beside it
   */
  synchronized Sent sent(long incarnation, Collection<Attempts> attempts, boolean alone) {
    WorkerLoad load = loads.get(incarnation);
    if (load == null || load.isWithheld()) {
      return Sent.REFUSED;
    }
    order.change(load, () -> load.sent(attempts, alone, clock.nanoTime()));
    Sent sent = load.introduced ? Sent.NEXT : Sent.FIRST;
    load.introduced = true;
    return sent;
  }

  /** An idle worker, or null if all have work. */
  @Nullable WorkerOffer idleOffer() {
    return idleOffer(Set.of());
  }

  /** As {@link #idleOffer()}, but of none of these hosts. */
  synchronized @Nullable WorkerOffer idleOffer(Set<Long> passedOver) {
    for (WorkerLoad load : order.leastFirst()) {
      if (!load.idle()) {
        return null;
      }
      if (!passedOver.contains(load.worker().host())) {
        return offer(load, 1);
      }
    }
    return null;
  }

  /** A request to take back this many tasks from a worker, where they wait behind long ones. */
  record RecallRequest(KnownWorker worker, int tasks) {}

  /**
   * Where tasks could be taken back for idle workers; empty if none is idle. Each worker is named
   * at most ten times a second.
   */
  synchronized List<RecallRequest> recallsForIdle() {
    WorkerLoad idle = order.idle();
    if (idle == null || !mayRecall(idle)) {
      return List.of();
    }
    boolean behindOthers = isBehindOthers(idle);
    long now = clock.nanoTime();
    List<RecallRequest> requests = new ArrayList<>();
    for (WorkerLoad load : loads.values()) {
      int tasks = load.recallable(now, behindOthers);
      if (tasks > 0) {
        load.recalled(now);
        requests.add(new RecallRequest(load.worker(), tasks));
      }
    }
    return requests;
  }

  /** Whether some worker is idle while tasks may wait at another. */
  synchronized boolean unbalanced() {
    WorkerLoad idle = order.idle();
    return idle != null && mayRecall(idle);
  }

  private boolean mayRecall(WorkerLoad idle) {
    return order.hasWaiting() || isBehindOthers(idle);
  }

  /**
   * Whether what other workers have may wait behind tasks of other coordinators, and would not at
   * an idle one. A worker is asked for all of it then: it hands back what it does not run.
   */
  private boolean isBehindOthers(WorkerLoad idle) {
    return hasOthers() && !idle.isBusyElsewhere();
  }
}
