package dev.baton.store;

/**
 * A worker slot as it was read.
 *
 * <p>Each value is whole in itself; together they need not be of one instant, as the worker goes on
 * while they are read.
 *
 * @param number the slot, from 0
 * @param pid the worker's process, or 0 while the slot is free
 * @param incarnation the number of that process among all that ever had an inbox
 * @param slots how many tasks the worker runs at a time
 * @param running how many it runs now
 * @param runningTask the task that has run longest, or −1
 * @param runningSinceMs since when that task runs, in milliseconds since the epoch, or 0
 * @param beatMs when the worker last showed that it lives, in milliseconds since the epoch
 * @param done how many attempts ended well in this incarnation
 * @param failed how many attempts ended in failure in this incarnation
 * @param busyNs how long tasks ran in this incarnation, in nanoseconds added up over the slots
 * @param dropped how many records it dropped: garbled, or addressed to another incarnation
 * @param returned how many tasks it handed back because it leaves
 * @param coordinator whose task {@code runningTask} is, or was the last one; 0 if none has run
 */
public record WorkerSnapshot(
    int number,
    long pid,
    long incarnation,
    WorkerState state,
    int slots,
    int running,
    long runningTask,
    long runningSinceMs,
    long beatMs,
    long done,
    long failed,
    long busyNs,
    long dropped,
    long returned,
    long coordinator) {

  /** What {@link #runningTask} is when the worker runs nothing. */
  public static final long NO_TASK = -1;
}
