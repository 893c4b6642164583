package dev.baton.wire;

import dev.baton.config.HeapSize;

/**
 * A worker as its host sees it.
 *
 * <pre>
 * i32 number | i64 incarnation | {@link Address} inbox | i32 slots | i64 pid | u8 state
 * | i32 running | i64 runningTask | i64 runningSinceMs | i64 coordinator | i64 done | i64 failed
 * | i64 busyNs | i32 restarts | i64 heap | i64 mostHeap
 * </pre>
 *
 * @param number the worker's place on its host, from 0
 * @param incarnation new for each process in this place; 0 if it is parked, until another is up
 * @param inbox where it gets its tasks
 * @param slots how many tasks it runs at a time
 * @param running how many slots are busy
 * @param runningTask the task that it runs now, or −1; with several slots, the one that has run
 *     longest
 * @param runningSinceMs when that started, in milliseconds since the epoch by the host's clock, or
 *     0
 * @param coordinator whose task that is, or was the last one; 0 if none has run
 * @param done how many attempts succeeded
 * @param failed how many attempts ended in failure
 * @param busyNs how long tasks ran in it, totalled over its slots
 * @param restarts how many processes had this place before, except those that were parked
 * @param heap its heap, and what the next one in this place may have if it is too small
 */
public record WorkerStatus(
    int number,
    long incarnation,
    Address inbox,
    int slots,
    long pid,
    State state,
    int running,
    long runningTask,
    long runningSinceMs,
    long coordinator,
    long done,
    long failed,
    long busyNs,
    int restarts,
    HeapSize heap) {

  /** What a worker is doing; the order is part of the layout. */
  public enum State {
    STARTING,
    IDLE,
    BUSY,
    DRAINING,
    DOWN,
    /** It had nothing to do and has ended; its host starts another when it is asked to. */
    PARKED
  }

  /** Whether it can be sent tasks. */
  public boolean takesTasks() {
    return state == State.IDLE || state == State.BUSY;
  }

  /** Whether it has no process: it gets one when there is work, or is about to have it. */
  public boolean startsOnDemand() {
    return incarnation == 0 && (state == State.PARKED || state == State.STARTING);
  }

  static final int LEAST_BYTES =
      4 + 8 + Address.LEAST_BYTES + 4 + 8 + 1 + 4 + 8 + 8 + 8 + 8 + 8 + 8 + 4 + 8 + 8;
  private static final State[] STATES = State.values();

  static WorkerStatus read(WireReader in) {
    return new WorkerStatus(
        in.i32(),
        in.i64(),
        Address.read(in),
        in.i32(),
        in.i64(),
        in.oneOf(STATES),
        in.i32(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i64(),
        in.i32(),
        new HeapSize(in.i64(), in.i64()));
  }

  void writeTo(WireWriter out) {
    out.i32(number).i64(incarnation);
    inbox.writeTo(out);
    out.i32(slots).i64(pid).u8(state.ordinal());
    out.i32(running).i64(runningTask).i64(runningSinceMs).i64(coordinator);
    out.i64(done).i64(failed).i64(busyNs).i32(restarts);
    out.i64(heap.bytes()).i64(heap.most());
  }
}
