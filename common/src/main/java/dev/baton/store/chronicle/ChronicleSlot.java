package dev.baton.store.chronicle;

import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
import dev.baton.store.WorkerState;

/** A worker slot on a fixed address: single values are read and written whole, without any lock. */
final class ChronicleSlot implements WorkerSlot {

  private final int number;
  private final SlotValue value;
  private final Gate gate;

  ChronicleSlot(int number, SlotValue value, Gate gate) {
    this.number = number;
    this.value = value;
    this.gate = gate;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public void assign(long pid, long incarnation, int slots, long nowMs) {
    gate.enter();
    try {
      value.setOrderedIncarnation(incarnation);
      value.setOrderedSlots(slots);
      value.setOrderedRunning(0);
      value.setOrderedRunningTask(WorkerSnapshot.NO_TASK);
      value.setOrderedRunningSince(0);
      value.setOrderedBeat(nowMs);
      value.setOrderedDone(0);
      value.setOrderedFailed(0);
      value.setOrderedBusyNs(0);
      value.setOrderedDropped(0);
      value.setOrderedState(WorkerState.STARTING.code());
      value.setOrderedPid(pid);
    } finally {
      gate.leave();
    }
  }

  @Override
  public void state(WorkerState state) {
    gate.enter();
    try {
      value.setOrderedState(state.code());
    } finally {
      gate.leave();
    }
  }

  @Override
  public void beat(long nowMs) {
    gate.enter();
    try {
      value.setOrderedBeat(nowMs);
    } finally {
      gate.leave();
    }
  }

  @Override
  public void running(int count, long longest, long sinceMs) {
    gate.enter();
    try {
      value.setOrderedRunning(count);
      value.setOrderedRunningTask(longest);
      value.setOrderedRunningSince(sinceMs);
      if (count > 0) {
        value.compareAndSwapState(WorkerState.IDLE.code(), WorkerState.BUSY.code());
      } else {
        value.compareAndSwapState(WorkerState.BUSY.code(), WorkerState.IDLE.code());
      }
    } finally {
      gate.leave();
    }
  }

  @Override
  public void ended(long done, long failed, long busyNs) {
    gate.enter();
    try {
      if (done != 0) {
        value.addAtomicDone(done);
      }
      if (failed != 0) {
        value.addAtomicFailed(failed);
      }
      value.addAtomicBusyNs(busyNs);
    } finally {
      gate.leave();
    }
  }

  @Override
  public void dropped() {
    gate.enter();
    try {
      value.addAtomicDropped(1);
    } finally {
      gate.leave();
    }
  }

  @Override
  public WorkerSnapshot snapshot() {
    gate.enter();
    try {
      return new WorkerSnapshot(
          number,
          value.getVolatilePid(),
          value.getVolatileIncarnation(),
          WorkerState.of(value.getVolatileState()),
          (int) value.getVolatileSlots(),
          (int) value.getVolatileRunning(),
          value.getVolatileRunningTask(),
          value.getVolatileRunningSince(),
          value.getVolatileBeat(),
          value.getVolatileDone(),
          value.getVolatileFailed(),
          value.getVolatileBusyNs(),
          value.getVolatileDropped());
    } finally {
      gate.leave();
    }
  }
}
