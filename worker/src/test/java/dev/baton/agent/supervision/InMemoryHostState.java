package dev.baton.agent.supervision;

import dev.baton.store.HostState;
import dev.baton.store.WorkerSlot;
import dev.baton.store.WorkerSnapshot;
import dev.baton.store.WorkerState;
import java.util.List;
import java.util.stream.IntStream;

/** A host state that no other process sees. For one thread. */
final class InMemoryHostState implements HostState {

  private final List<Slot> slots;

  InMemoryHostState(int workers) {
    slots = IntStream.range(0, workers).mapToObj(Slot::new).toList();
  }

  @Override
  public int workers() {
    return slots.size();
  }

  @Override
  public WorkerSlot slot(int number) {
    return slots.get(number);
  }

  @Override
  public void close() {}

  private static final class Slot implements WorkerSlot {

    private WorkerSnapshot now;

    Slot(int number) {
      now =
          new WorkerSnapshot(
              number, 0, 0, WorkerState.FREE, 0, 0, WorkerSnapshot.NO_TASK, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public int number() {
      return now.number();
    }

    @Override
    public void assign(long pid, long incarnation, int slots, long nowMs) {
      now =
          new WorkerSnapshot(
              now.number(),
              pid,
              incarnation,
              WorkerState.STARTING,
              slots,
              0,
              WorkerSnapshot.NO_TASK,
              0,
              nowMs,
              0,
              0,
              0,
              0,
              0,
              0);
    }

    @Override
    public void state(WorkerState state) {
      set(state, now.running(), now.runningTask(), now.runningSinceMs(), now.beatMs());
    }

    @Override
    public void beat(long nowMs) {
      set(now.state(), now.running(), now.runningTask(), now.runningSinceMs(), nowMs);
    }

    @Override
    public void running(int count, long longest, long sinceMs) {
      WorkerState state =
          now.state() == WorkerState.DRAINING
              ? WorkerState.DRAINING
              : count > 0 ? WorkerState.BUSY : WorkerState.IDLE;
      set(state, count, longest, sinceMs, now.beatMs());
    }

    @Override
    public void coordinator(long coordinator) {}

    @Override
    public void longest(long task, long sinceMs) {
      set(now.state(), now.running(), task, sinceMs, now.beatMs());
    }

    @Override
    public void ended(long done, long failed, long busyNs) {
      now =
          new WorkerSnapshot(
              now.number(),
              now.pid(),
              now.incarnation(),
              now.state(),
              now.slots(),
              now.running(),
              now.runningTask(),
              now.runningSinceMs(),
              now.beatMs(),
              now.done() + done,
              now.failed() + failed,
              now.busyNs() + busyNs,
              now.dropped(),
              now.returned(),
              now.coordinator());
    }

    @Override
    public void dropped() {}

    @Override
    public void returned(long tasks) {}

    @Override
    public WorkerSnapshot snapshot() {
      return now;
    }

    private void set(WorkerState state, int running, long task, long sinceMs, long beatMs) {
      now =
          new WorkerSnapshot(
              now.number(),
              now.pid(),
              now.incarnation(),
              state,
              now.slots(),
              running,
              task,
              sinceMs,
              beatMs,
              now.done(),
              now.failed(),
              now.busyNs(),
              now.dropped(),
              now.returned(),
              now.coordinator());
    }
  }
}
