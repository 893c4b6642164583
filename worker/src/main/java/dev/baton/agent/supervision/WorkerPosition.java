package dev.baton.agent.supervision;

import dev.baton.agent.spawn.RestartBackoff;
import dev.baton.agent.supervision.SupervisedWorker.Stage;
import dev.baton.config.HeapSize;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
import dev.baton.store.WorkerState;
import dev.baton.wire.Address;
import dev.baton.wire.WorkerStatus;
import dev.baton.worker.Assignment;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The place of one worker on its host: its number, its inbox, its slot in the host state, and the
 * process that currently has it. Confined to the agent's thread.
 */
final class WorkerPosition {

  private final int number;
  private final WorkerSlot slot;
  private final RestartBackoff backoff = new RestartBackoff();
  private @Nullable Address inbox;
  private @Nullable SupervisedWorker worker;
  private long vacantUntilNs;
  private boolean parked;

  /** Whether it was parked, and no process in it has been up since. */
  private boolean awaited;

  private boolean wasUp;
  private int failedStarts;
  private HeapSize heap;

  /** Of the processes that have had the place. */
  private WorkerTotals ended = WorkerTotals.NONE;

  /**
   * Creates a place that may be taken from the given time on.
   *
   * @param heap of the first process that has it
   */
  WorkerPosition(int number, WorkerSlot slot, HeapSize heap, long nowNs) {
    this.heap = heap;
    this.number = number;
    this.slot = slot;
    this.vacantUntilNs = nowNs;
  }

  int number() {
    return number;
  }

  /** The process that has the place, or null while it is vacant. */
  @Nullable SupervisedWorker worker() {
    return worker;
  }

  boolean isVacant() {
    return worker == null;
  }

  /** Whether the place stays vacant until somebody needs a worker. */
  boolean isParked() {
    return parked;
  }

  /** The process that had the place is gone, as it had nothing to do. */
  void park() {
    leave(totals(), WorkerState.PARKED);
    parked = true;
    awaited = true;
  }

  /** Somebody needs a worker: the place may be taken from the given time on. */
  void unpark(long nowNs) {
    parked = false;
    stayVacantUntil(nowNs);
  }

  /** How long the place is to stay vacant. */
  long vacantForNs(long nowNs) {
    return vacantUntilNs - nowNs;
  }

  /** Gives the place its inbox, and tells the process that has the place. */
  void assign(Address address, long host) {
    inbox = address;
    tell(host);
  }

  /** Gives the place to a process, which is told its inbox if there is one. */
  void take(SupervisedWorker next, long host) {
    worker = next;
    tell(host);
  }

  /** The process that had the place is gone. */
  void vacate() {
    leave(totals().plusRestart(), WorkerState.DOWN);
  }

  private void leave(WorkerTotals soFar, WorkerState state) {
    ended = soFar;
    worker = null;
    slot.state(state);
  }

  /** What all processes in this place have done. */
  WorkerTotals totals() {
    WorkerSnapshot now = worker == null ? null : snapshot(worker);
    return now == null ? ended : ended.plus(now);
  }

  /** Keeps the place vacant until the given time. */
  void stayVacantUntil(long timeNs) {
    vacantUntilNs = timeNs;
  }

  /**
   * Notes that the place's process has died; returns how long to wait before the next.
   *
   * @param hasWorked whether it had completed a task, or ended in an orderly way
   */
  Duration died(Duration age, boolean hasWorked) {
    return backoff.died(age, hasWorked);
  }

  /** The heap of the process that has the place, or will have it next. */
  HeapSize heap() {
    return heap;
  }

  /** The next process, and those after it, have more heap if they may. */
  void moreHeap() {
    heap = heap.canGrow() ? heap.grown() : heap;
  }

  /** The process that has the place can take tasks. */
  void up() {
    awaited = false;
    wasUp = true;
    failedStarts = 0;
  }

  /** Whether any process in this place was ever able to take tasks. */
  boolean wasUp() {
    return wasUp;
  }

  /** Notes a failed start; returns how many have failed since the last success. */
  int startFailed() {
    return ++failedStarts;
  }

  /** What the process reports about itself; null before its first report. */
  @Nullable WorkerSnapshot snapshot(SupervisedWorker of) {
    WorkerSnapshot snapshot = slot.snapshot();
    return snapshot.incarnation() == of.incarnation() ? snapshot : null;
  }

  /** Whether all slots of the process in this place run a task. */
  boolean isBusy() {
    WorkerSnapshot snapshot = slot.snapshot();
    return snapshot.running() >= snapshot.slots();
  }

  /** What others are told about the process that has the place and knows it. */
  WorkerStatus status(SupervisedWorker of, boolean closing) {
    WorkerSnapshot snapshot = slot.snapshot();
    return new WorkerStatus(
        number,
        of.incarnation(),
        Objects.requireNonNull(of.inbox()),
        snapshot.slots(),
        of.process().pid(),
        closing || of.stage() != Stage.UP ? WorkerStatus.State.DRAINING : state(snapshot.state()),
        snapshot.running(),
        snapshot.runningTask(),
        snapshot.runningSinceMs(),
        snapshot.coordinator(),
        snapshot.done(),
        snapshot.failed(),
        snapshot.busyNs(),
        Math.toIntExact(ended.restarts()),
        heap);
  }

  /** Whether it is parked, or a process is about to be up in it that somebody has asked for. */
  boolean startsOnDemand() {
    return awaited;
  }

  /** What others are told about the place while it {@link #startsOnDemand}. */
  WorkerStatus parkedStatus(int slots) {
    return new WorkerStatus(
        number,
        0,
        Objects.requireNonNull(inbox),
        slots,
        0,
        parked ? WorkerStatus.State.PARKED : WorkerStatus.State.STARTING,
        0,
        WorkerSnapshot.NO_TASK,
        0,
        0,
        0,
        0,
        0,
        Math.toIntExact(ended.restarts()),
        heap);
  }

  private void tell(long host) {
    if (worker != null && inbox != null) {
      worker.inbox(inbox);
      worker.process().assign(new Assignment(host, number, worker.incarnation(), inbox));
    }
  }

  private static WorkerStatus.State state(WorkerState state) {
    return switch (state) {
      case FREE, STARTING -> WorkerStatus.State.STARTING;
      case IDLE -> WorkerStatus.State.IDLE;
      case BUSY -> WorkerStatus.State.BUSY;
      case DRAINING -> WorkerStatus.State.DRAINING;
      case DOWN -> WorkerStatus.State.DOWN;
      case PARKED -> WorkerStatus.State.PARKED;
    };
  }
}
