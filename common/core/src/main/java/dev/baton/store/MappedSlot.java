package dev.baton.store;

/** A worker's slot in a line of shared memory. */
final class MappedSlot implements WorkerSlot {

  private static final int PID = 0;
  private static final int INCARNATION = 1;
  private static final int STATE = 2;
  private static final int SLOTS = 3;
  private static final int RUNNING = 4;
  private static final int RUNNING_TASK = 5;
  private static final int RUNNING_SINCE = 6;
  private static final int BEAT = 7;
  private static final int DONE = 8;
  private static final int FAILED = 9;
  private static final int BUSY_NS = 10;
  private static final int DROPPED = 11;
  private static final int RETURNED = 12;
  private static final int COORDINATOR = 13;

  private final int number;
  private final MappedLines.Line line;

  MappedSlot(int number, MappedLines.Line line) {
    this.number = number;
    this.line = line;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public void assign(long pid, long incarnation, int slots, long nowMs) {
    line.set(INCARNATION, incarnation);
    line.set(SLOTS, slots);
    line.set(RUNNING, 0);
    line.set(RUNNING_TASK, WorkerSnapshot.NO_TASK);
    line.set(RUNNING_SINCE, 0);
    line.set(BEAT, nowMs);
    line.set(DONE, 0);
    line.set(FAILED, 0);
    line.set(BUSY_NS, 0);
    line.set(DROPPED, 0);
    line.set(RETURNED, 0);
    line.set(COORDINATOR, 0);
    line.set(STATE, WorkerState.STARTING.code());
    line.set(PID, pid);
  }

  @Override
  public void state(WorkerState state) {
    line.set(STATE, state.code());
  }

  @Override
  public void beat(long nowMs) {
    line.set(BEAT, nowMs);
  }

  @Override
  public void running(int count, long longest, long sinceMs) {
    line.set(RUNNING, count);
    longest(longest, sinceMs);
    if (count > 0) {
      line.replace(STATE, WorkerState.IDLE.code(), WorkerState.BUSY.code());
    } else {
      line.replace(STATE, WorkerState.BUSY.code(), WorkerState.IDLE.code());
    }
  }

  @Override
  public void coordinator(long coordinator) {
    line.set(COORDINATOR, coordinator);
  }

  @Override
  public void longest(long task, long sinceMs) {
    line.set(RUNNING_TASK, task);
    line.set(RUNNING_SINCE, sinceMs);
  }

  @Override
  public void ended(long done, long failed, long busyNs) {
    if (done != 0) {
      line.add(DONE, done);
    }
    if (failed != 0) {
      line.add(FAILED, failed);
    }
    line.add(BUSY_NS, busyNs);
  }

  @Override
  public void dropped() {
    line.add(DROPPED, 1);
  }

  @Override
  public void returned(long tasks) {
    line.add(RETURNED, tasks);
  }

  @Override
  public WorkerSnapshot snapshot() {
    return new WorkerSnapshot(
        number,
        line.get(PID),
        line.get(INCARNATION),
        WorkerState.of(line.get(STATE)),
        (int) line.get(SLOTS),
        (int) line.get(RUNNING),
        line.get(RUNNING_TASK),
        line.get(RUNNING_SINCE),
        line.get(BEAT),
        line.get(DONE),
        line.get(FAILED),
        line.get(BUSY_NS),
        line.get(DROPPED),
        line.get(RETURNED),
        line.get(COORDINATOR));
  }
}
