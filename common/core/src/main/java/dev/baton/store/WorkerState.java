package dev.baton.store;

/** What the worker of a slot is doing. */
public enum WorkerState {
  /** No process has the slot. */
  FREE(0),
  /** The process was started and is not ready for tasks. */
  STARTING(1),
  /** Ready, with nothing to run. */
  IDLE(2),
  /** Running at least one task. */
  BUSY(3),
  /** Ending in order: finishes what it runs and takes nothing new. */
  DRAINING(4),
  /** The process is gone. */
  DOWN(5),
  /** The process had nothing to do and has ended; another is started when there is work. */
  PARKED(6);

  private static final WorkerState[] VALUES = values();

  private final int code;

  WorkerState(int code) {
    this.code = code;
  }

  /** The number that stands for this state in shared memory; never changes its meaning. */
  public int code() {
    return code;
  }

  /** The state that a number in shared memory stands for; an unknown number is {@link #DOWN}. */
  public static WorkerState of(long code) {
    for (WorkerState state : VALUES) {
      if (state.code == code) {
        return state;
      }
    }
    return DOWN;
  }
}
