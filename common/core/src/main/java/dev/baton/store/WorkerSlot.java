package dev.baton.store;

/**
 * The place of one worker in the {@link HostState}. Thread-safe; no method waits.
 *
 * <p>The host agent hands a slot to a process with {@link #assign}; from then on that process alone
 * writes it.
 *
 * <p>Every method throws {@link IllegalStateException} once the state was closed in this process.
 */
public interface WorkerSlot {

  /** The slot's place on its host, from 0. */
  int number();

  /**
   * Hands the slot to a new process: counters start from zero, the state is {@link
   * WorkerState#STARTING}.
   *
   * @param slots how many tasks it runs at a time
   */
  void assign(long pid, long incarnation, int slots, long nowMs);

  /** Says what the worker is doing. */
  void state(WorkerState state);

  /** Says that the worker lives. */
  void beat(long nowMs);

  /**
   * Says what the worker runs, and with it whether it is {@link WorkerState#BUSY} or {@link
   * WorkerState#IDLE}; a worker that is {@link WorkerState#DRAINING} stays so.
   *
   * @param count how many tasks
   * @param longest the task that has run longest, or {@link WorkerSnapshot#NO_TASK}
   * @param sinceMs since when that task runs, in milliseconds since the epoch, or 0
   */
  void running(int count, long longest, long sinceMs);

  /**
   * Says whose tasks those are that {@link #running} and {@link #longest} name from now on.
   *
   * @param coordinator its incarnation
   */
  void coordinator(long coordinator);

  /** Says that another task has run longest now, of as many as before. */
  void longest(long task, long sinceMs);

  /** Counts attempts that ended. */
  void ended(long done, long failed, long busyNs);

  /** Counts a record that was dropped. */
  void dropped();

  /** Counts tasks that are handed back because the worker leaves. */
  void returned(long tasks);

  /** What the slot says now. */
  WorkerSnapshot snapshot();
}
