package dev.baton.ledger;

import dev.baton.wire.AttemptId;
import java.util.ArrayList;
import java.util.List;

/** The ledger's line for one task. Guarded by the ledger's lock. */
final class TaskEntry {

  final long id;
  final TaskSpec spec;

  TaskState state = TaskState.PENDING;
  int attempt;
  int failures;
  long worker;
  long pendingSinceNs;
  long waitedNs;
  private List<String> deaths = List.of();

  TaskEntry(long id, TaskSpec spec, long nowNs) {
    this.id = id;
    this.spec = spec;
    this.pendingSinceNs = nowNs;
  }

  Attempt dispatch(long incarnation, long nowNs) {
    state = TaskState.DISPATCHED;
    worker = incarnation;
    attempt++;
    waitedNs += nowNs - pendingSinceNs;
    return new Attempt(current(), spec);
  }

  void pend(long nowNs) {
    state = TaskState.PENDING;
    pendingSinceNs = nowNs;
  }

  AttemptId current() {
    return new AttemptId(id, attempt);
  }

  boolean isDispatchedAs(AttemptId other) {
    return state == TaskState.DISPATCHED && attempt == other.attempt();
  }

  List<String> addDeath(String evidence) {
    deaths = new ArrayList<>(deaths);
    deaths.add("attempt " + attempt + ": " + evidence);
    return deaths;
  }
}
