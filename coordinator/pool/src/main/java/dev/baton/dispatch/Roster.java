package dev.baton.dispatch;

import dev.baton.role.Clock;
import dev.baton.wire.Attempts;
import dev.baton.wire.ResultBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The workers that can take tasks, and the load of each. Thread-safe. */
public final class Roster {

  private final Map<Long, WorkerLoad> loads = new LinkedHashMap<>();
  private final Clock clock;
  private int mostWorkers;

  /** Starts without workers. */
  public Roster(Clock clock) {
    this.clock = clock;
  }

  /** Adds a worker, or updates its address; returns whether it was new. */
  public synchronized boolean add(KnownWorker worker) {
    WorkerLoad known = loads.get(worker.incarnation());
    if (known != null) {
      known.moveTo(worker);
      return false;
    }
    loads.put(worker.incarnation(), new WorkerLoad(worker, clock.nanoTime()));
    mostWorkers = Math.max(mostWorkers, loads.size());
    return true;
  }

  /**
   * Removes a worker and returns the attempts that it has not answered, including those sent
   * together with them; null if it was unknown.
   */
  public synchronized @Nullable List<Attempts> remove(long incarnation) {
    WorkerLoad load = loads.remove(incarnation);
    return load == null ? null : load.outstanding();
  }

  /**
   * Notes that a worker takes no more tasks, but still answers those that it has. Ignored if it is
   * unknown.
   */
  public synchronized void retire(long incarnation) {
    WorkerLoad load = loads.get(incarnation);
    if (load != null) {
      load.retired = true;
    }
  }

  /** Notes an answer, which gives the worker credit. Answers of unknown workers are ignored. */
  public synchronized void answered(long incarnation, Collection<ResultBatch.Entry> results) {
    WorkerLoad load = loads.get(incarnation);
    if (load != null) {
      results.forEach(load::answered);
    }
  }

  /** The worker with this incarnation, or null if there is none. */
  public synchronized @Nullable KnownWorker worker(long incarnation) {
    WorkerLoad load = loads.get(incarnation);
    return load == null ? null : load.worker();
  }

  /** All workers of a host. */
  public synchronized List<KnownWorker> onHost(long host) {
    return workers().stream().filter(worker -> worker.host() == host).toList();
  }

  /** All workers, by name. */
  public synchronized List<KnownWorker> workers() {
    return loads.values().stream()
        .map(WorkerLoad::worker)
        .sorted(Comparator.comparing(KnownWorker::name))
        .toList();
  }

  /** All hosts with workers. */
  public synchronized Set<Long> hosts() {
    return loads.values().stream().map(load -> load.worker().host()).collect(Collectors.toSet());
  }

  /** The largest number of workers at any one time. */
  public synchronized int mostWorkers() {
    return mostWorkers;
  }

  /** Whether no worker owes an answer. */
  public synchronized boolean allIdle() {
    return loads.values().stream().allMatch(WorkerLoad::idle);
  }

  /** What a worker can take now. */
  record WorkerOffer(KnownWorker worker, int tasks, boolean idle, boolean needsInitializer) {}

  /**
   * The next worker to get tasks: the one with the least to do, or null if none has room.
   *
   * @param pending how many tasks wait; a batch takes no more than a fair share, so that others do
   *     not starve, unless that is too little work to be worth its transport
   * @param repeat whether the first of them was tried before
   */
  @Nullable WorkerOffer nextOffer(Pace pace, long pending, boolean repeat) {
    return nextOffer(pace, pending, repeat, Set.of());
  }

  /**
   * As {@link #nextOffer(Pace, long, boolean)}.
   *
   * @param except workers that can run none of the tasks now
   */
  synchronized @Nullable WorkerOffer nextOffer(
      Pace pace, long pending, boolean repeat, Set<Long> except) {
    int batchSize = pace.batchSize();
    boolean prefetch = pace.prefetch();
    WorkerLoad best = null;
    int bestCredit = 0;
    for (WorkerLoad load : loads.values()) {
      int credit = load.credit(batchSize, prefetch, repeat);
      if (credit > 0
          && (best == null || load.size() < best.size())
          && !except.contains(load.worker().incarnation())) {
        best = load;
        bestCredit = credit;
      }
    }
    if (best == null) {
      return null;
    }
    long share = Math.max(pace.leastBatch(), Math.ceilDiv(pending, 2L * loads.size()));
    int tasks = (int) Math.max(1, Math.min(bestCredit, share));
    return new WorkerOffer(best.worker(), tasks, best.idle(), !best.initialized);
  }

  /**
   * Notes that a batch was sent.
   *
   * @param alone whether no other task may run beside it
   * @return false if the worker has gone meanwhile
   */
  synchronized boolean sent(long incarnation, Collection<Attempts> attempts, boolean alone) {
    WorkerLoad load = loads.get(incarnation);
    if (load == null) {
      return false;
    }
    load.sent(attempts, alone, clock.nanoTime());
    load.initialized = true;
    return true;
  }

  /** An idle worker, or null if all have work. */
  @Nullable WorkerOffer idleOffer() {
    return idleOffer(Set.of());
  }

  /** As {@link #idleOffer()}, but none of {@code except}. */
  synchronized @Nullable WorkerOffer idleOffer(Set<Long> except) {
    return loads.values().stream()
        .filter(load -> load.idle() && !except.contains(load.worker().incarnation()))
        .findFirst()
        .map(load -> new WorkerOffer(load.worker(), 1, true, !load.initialized))
        .orElse(null);
  }

  /** A request to take back this many tasks from a worker, where they wait behind long ones. */
  record RecallRequest(KnownWorker worker, int tasks) {}

  /**
   * Where tasks could be taken back for idle workers; empty if none is idle. Each worker is named
   * at most ten times a second.
   */
  synchronized List<RecallRequest> recallsForIdle() {
    long now = clock.nanoTime();
    List<RecallRequest> requests = new ArrayList<>();
    if (loads.values().stream().anyMatch(WorkerLoad::idle)) {
      for (WorkerLoad load : loads.values()) {
        int tasks = Math.ceilDiv(load.recallable(now), 2);
        if (tasks > 0) {
          load.recalled(now);
          requests.add(new RecallRequest(load.worker(), tasks));
        }
      }
    }
    return requests;
  }

  /** Whether some worker is idle while another has tasks waiting. */
  synchronized boolean unbalanced() {
    return loads.values().stream().anyMatch(WorkerLoad::idle)
        && loads.values().stream().anyMatch(load -> load.size() > load.worker().slots());
  }
}
