package dev.baton.wire;

/**
 * A worker as its host sees it.
 *
 * <pre>
 * i32 number | i64 incarnation | {@link Address} inbox | i32 slots | i64 pid | u8 state
 * | i64 runningTask | i64 runningSinceMs | i64 done | i64 failed | i64 busyNs
 * </pre>
 *
 * @param number the worker's place on its host, from 0
 * @param incarnation new for each process in this place
 * @param inbox where it gets its tasks
 * @param slots how many tasks it runs at a time
 * @param runningTask the task that it runs now, or −1; with several slots, one of them
 * @param runningSinceMs when that started, in milliseconds since the epoch by the host's clock, or
 *     0
 * @param done how many attempts succeeded
 * @param failed how many attempts ended in failure
 * @param busyNs how long tasks ran in it, totalled over its slots
 */
public record WorkerStatus(
    int number,
    long incarnation,
    Address inbox,
    int slots,
    long pid,
    State state,
    long runningTask,
    long runningSinceMs,
    long done,
    long failed,
    long busyNs) {

  /** What a worker is doing; the order is part of the layout. */
  public enum State {
    STARTING,
    IDLE,
    BUSY,
    DRAINING,
    DOWN
  }

  static final int LEAST_BYTES = 4 + 8 + Address.LEAST_BYTES + 4 + 8 + 1 + 8 + 8 + 8 + 8 + 8;
  private static final State[] STATES = State.values();

  static WorkerStatus read(WireReader in) {
    return new WorkerStatus(
        in.i32(),
        in.i64(),
        Address.read(in),
        in.i32(),
        in.i64(),
        in.oneOf(STATES),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64());
  }

  void writeTo(WireWriter out) {
    out.i32(number).i64(incarnation);
    inbox.writeTo(out);
    out.i32(slots).i64(pid).u8(state.ordinal());
    out.i64(runningTask).i64(runningSinceMs).i64(done).i64(failed).i64(busyNs);
  }
}
