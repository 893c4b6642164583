package dev.baton.dispatch;

import dev.baton.role.Clock;
import dev.baton.wire.AttemptId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The workers that can take tasks, and what each has. Thread-safe. */
public final class Roster {

  private final Map<Long, Inbox> inboxes = new LinkedHashMap<>();
  private final Clock clock;
  private int mostWorkers;

  /** No workers yet. */
  public Roster(Clock clock) {
    this.clock = clock;
  }

  /** Adds a worker; returns whether it was new. */
  public synchronized boolean add(WorkerInfo worker) {
    boolean added =
        inboxes.putIfAbsent(worker.incarnation(), new Inbox(worker, clock.nanoTime())) == null;
    mostWorkers = Math.max(mostWorkers, inboxes.size());
    return added;
  }

  /**
   * Removes a worker and returns the attempts that it owes an answer for, or null if it was not
   * known.
   */
  public synchronized @Nullable List<AttemptId> remove(long incarnation) {
    Inbox inbox = inboxes.remove(incarnation);
    return inbox == null ? null : inbox.outstanding();
  }

  /**
   * A worker takes no more tasks, but still answers for those that it has. Ignored if it is not
   * known.
   */
  public synchronized void retire(long incarnation) {
    Inbox inbox = inboxes.get(incarnation);
    if (inbox != null) {
      inbox.retired = true;
    }
  }

  /** An answer has come in; gives the worker credit. Answers of unknown workers are ignored. */
  public synchronized void answered(long incarnation, Collection<AttemptId> attempts) {
    Inbox inbox = inboxes.get(incarnation);
    if (inbox != null) {
      attempts.forEach(inbox::answered);
    }
  }

  /** The worker with this incarnation, or null if there is none now. */
  public synchronized @Nullable WorkerInfo worker(long incarnation) {
    Inbox inbox = inboxes.get(incarnation);
    return inbox == null ? null : inbox.worker;
  }

  /** All workers of a host. */
  public synchronized List<WorkerInfo> onHost(long host) {
    return workers().stream().filter(worker -> worker.host() == host).toList();
  }

  /** All workers, by name. */
  public synchronized List<WorkerInfo> workers() {
    return inboxes.values().stream()
        .map(inbox -> inbox.worker)
        .sorted(Comparator.comparing(WorkerInfo::name))
        .toList();
  }

  /** The largest number of workers there were at one time. */
  public synchronized int mostWorkers() {
    return mostWorkers;
  }

  /** Whether no worker owes an answer. */
  public synchronized boolean allIdle() {
    return inboxes.values().stream().allMatch(Inbox::idle);
  }

  /** A worker may have more tasks. */
  record Room(WorkerInfo worker, int tasks, boolean idle, boolean needsInitializer) {}

  /**
   * The worker that is next in need of tasks: the one with the least to do, or null if none has
   * room.
   *
   * @param pending how many tasks wait; a batch takes no more than a fair share, lest the others
   *     starve
   */
  synchronized @Nullable Room nextRoom(Pace pace, long pending) {
    int batchSize = pace.batchSize();
    boolean prefetch = pace.prefetch();
    Inbox best = null;
    int bestRoom = 0;
    for (Inbox inbox : inboxes.values()) {
      int room = inbox.room(batchSize, prefetch);
      if (room > 0 && (best == null || inbox.load() < best.load())) {
        best = inbox;
        bestRoom = room;
      }
    }
    if (best == null) {
      return null;
    }
    long share = Math.ceilDiv(pending, 2L * inboxes.size());
    int tasks = (int) Math.max(1, Math.min(bestRoom, share));
    return new Room(best.worker, tasks, best.idle(), !best.initialized);
  }

  /**
   * A batch is on its way.
   *
   * @param alone whether nothing may run beside it
   * @return false if the worker is gone meanwhile
   */
  synchronized boolean sent(long incarnation, Collection<AttemptId> attempts, boolean alone) {
    Inbox inbox = inboxes.get(incarnation);
    if (inbox == null) {
      return false;
    }
    inbox.sent(attempts, alone, clock.nanoTime());
    inbox.initialized = true;
    return true;
  }

  /** A worker that has nothing to do, or null if each has. */
  synchronized @Nullable Room idle() {
    return inboxes.values().stream()
        .filter(Inbox::idle)
        .findFirst()
        .map(inbox -> new Room(inbox.worker, 1, true, !inbox.initialized))
        .orElse(null);
  }

  /** Tasks that wait behind long ones. */
  record Stuck(WorkerInfo worker, int tasks) {}

  /**
   * If workers are idle: where tasks could be taken from for them; each place is named at most ten
   * times a second.
   */
  synchronized List<Stuck> recallForIdle() {
    long now = clock.nanoTime();
    List<Stuck> stuck = new ArrayList<>();
    if (inboxes.values().stream().anyMatch(Inbox::idle)) {
      for (Inbox inbox : inboxes.values()) {
        int tasks = Math.ceilDiv(inbox.recallable(now), 2);
        if (tasks > 0) {
          inbox.recalled(now);
          stuck.add(new Stuck(inbox.worker, tasks));
        }
      }
    }
    return stuck;
  }

  /** Whether some worker is idle while another has tasks in waiting. */
  synchronized boolean unbalanced() {
    return inboxes.values().stream().anyMatch(Inbox::idle)
        && inboxes.values().stream().anyMatch(inbox -> inbox.load() > inbox.worker.slots());
  }
}
