package dev.baton.ledger;

import dev.baton.wire.AttemptId;
import java.util.ArrayList;
import java.util.List;

/** The ledger's line for one task. Guarded by the ledger's lock. */
final class TaskEntry {

  final long id;
  final TaskSpec spec;

  TaskState state = TaskState.PENDING;
  int attempts;
  int failures;
  long waitedNs;

  /**
   * Whether one of two copies has failed since the task was pending: it gets no other, or one that
   * fails each time would never fail as a whole.
   */
  boolean copyFailed;

  private long pendingSinceNs;
  private long dispatchedNs;

  /** Which workers have an attempt: mostly none or one, with a speculative copy two. */
  private List<Placement> placements = List.of();

  private List<String> deaths = List.of();

  TaskEntry(long id, TaskSpec spec, long nowNs) {
    this.id = id;
    this.spec = spec;
    this.pendingSinceNs = nowNs;
  }

  Attempt dispatch(long incarnation, long nowNs) {
    if (state == TaskState.PENDING) {
      waitedNs += nowNs - pendingSinceNs;
    }
    state = TaskState.DISPATCHED;
    dispatchedNs = nowNs;
    attempts++;
    AttemptId attempt = new AttemptId(id, attempts);
    Placement placement = new Placement(incarnation, attempt);
    if (placements.isEmpty()) {
      placements = List.of(placement);
    } else {
      placements = new ArrayList<>(placements);
      placements.add(placement);
    }
    return new Attempt(attempt, spec, isSuspect());
  }

  void becomePending(long nowNs) {
    state = TaskState.PENDING;
    copyFailed = false;
    pendingSinceNs = nowNs;
  }

  /** Where its attempts are. */
  List<Placement> placements() {
    return placements;
  }

  /** Where its attempts are, but for one. */
  List<Placement> placementsBut(AttemptId attempt) {
    if (placements.size() == 1) { // nearly always, and once for each task
      return placements.getFirst().attempt().equals(attempt) ? List.of() : placements;
    }
    return placements.stream().filter(placement -> !placement.attempt().equals(attempt)).toList();
  }

  /** An attempt is over; returns whether it was still counted on. */
  boolean withdraw(AttemptId attempt) {
    List<Placement> left = placementsBut(attempt);
    boolean withdrawn = left.size() < placements.size();
    placements = left;
    return withdrawn;
  }

  boolean isAt(long incarnation) {
    return placements.stream().anyMatch(placement -> placement.incarnation() == incarnation);
  }

  /** Since when a single worker has it, in nanoseconds. */
  long sinceDispatchNs(long nowNs) {
    return nowNs - dispatchedNs;
  }

  /** Whether a worker has died of it, perhaps. */
  boolean isSuspect() {
    return !deaths.isEmpty();
  }

  List<String> addDeath(int attempt, String evidence) {
    deaths = new ArrayList<>(deaths);
    deaths.add("attempt " + attempt + ": " + evidence);
    return deaths;
  }
}
