package dev.baton.simulation;

import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
import dev.baton.store.WorkerState;

/** A worker's slot in the host state, on the heap. */
public final class SimSlot implements WorkerSlot {

  private final int number;
  private long pid;
  private long incarnation;
  private WorkerState state = WorkerState.FREE;
  private int slots;
  private int running;
  private long runningTask = WorkerSnapshot.NO_TASK;
  private long runningSinceMs;
  private long beatMs;
  private long done;
  private long failed;
  private long busyNs;
  private long dropped;
  private long returned;
  private long coordinator;

  /** A free slot. */
  public SimSlot(int number) {
    this.number = number;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public void assign(long process, long newIncarnation, int slotCount, long nowMs) {
    pid = process;
    incarnation = newIncarnation;
    slots = slotCount;
    state = WorkerState.STARTING;
    running(0, WorkerSnapshot.NO_TASK, 0);
    state = WorkerState.STARTING;
    beatMs = nowMs;
    done = 0;
    failed = 0;
    busyNs = 0;
    dropped = 0;
    returned = 0;
    coordinator = 0;
  }

  @Override
  public void state(WorkerState next) {
    state = next;
  }

  @Override
  public void beat(long nowMs) {
    beatMs = nowMs;
  }

  @Override
  public void running(int count, long longest, long sinceMs) {
    running = count;
    runningTask = longest;
    runningSinceMs = sinceMs;
    if (state == WorkerState.IDLE || state == WorkerState.BUSY) {
      state = count == 0 ? WorkerState.IDLE : WorkerState.BUSY;
    }
  }

  @Override
  public void coordinator(long next) {
    coordinator = next;
  }

  @Override
  public void longest(long task, long sinceMs) {
    runningTask = task;
    runningSinceMs = sinceMs;
  }

  @Override
  public void ended(long moreDone, long moreFailed, long moreBusyNs) {
    done += moreDone;
    failed += moreFailed;
    busyNs += moreBusyNs;
  }

  @Override
  public void dropped() {
    dropped++;
  }

  @Override
  public void returned(long tasks) {
    returned += tasks;
  }

  @Override
  public WorkerSnapshot snapshot() {
    return new WorkerSnapshot(
        number,
        pid,
        incarnation,
        state,
        slots,
        running,
        runningTask,
        runningSinceMs,
        beatMs,
        done,
        failed,
        busyNs,
        dropped,
        returned,
        coordinator);
  }
}
