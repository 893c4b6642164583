package dev.baton.wire;

/**
 * A worker takes no more tasks; those that it has not answered are lost, unless it was parked.
 *
 * <pre>
 * i64 host | i64 incarnation | i32 number | u8 crashed | u8 outOfHeap | u8 parked | i64 runningTask
 *     | i64 coordinator | str evidence
 * </pre>
 *
 * @param crashed whether the process died, as opposed to ending in an orderly way (drained,
 *     replaced)
 * @param outOfHeap whether it died because its heap was full
 * @param parked whether it had nothing to do and was ended for that: it has answered for every task
 *     that has reached it
 * @param runningTask the task that it ran when it died, according to the host store, or −1
 * @param coordinator whose task that is; of no meaning if there is none
 * @param evidence what is known about the end: exit code or signal, crash file, last lines of its
 *     output
 */
public record WorkerDown(
    long host,
    long incarnation,
    int number,
    boolean crashed,
    boolean outOfHeap,
    boolean parked,
    long runningTask,
    long coordinator,
    String evidence)
    implements Event {

  static WorkerDown read(WireReader in) {
    return new WorkerDown(
        in.i64(),
        in.i64(),
        in.i32(),
        in.u8() != 0,
        in.u8() != 0,
        in.u8() != 0,
        in.i64(),
        in.i64(),
        in.string());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(host).i64(incarnation).i32(number);
    out.u8(crashed ? 1 : 0).u8(outOfHeap ? 1 : 0).u8(parked ? 1 : 0);
    out.i64(runningTask).i64(coordinator).string(evidence);
  }

  @Override
  public Kind kind() {
    return Kind.WORKER_DOWN;
  }
}
