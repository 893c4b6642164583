package dev.baton.wire;

import java.util.List;

/**
 * A host agent is alive: sent each second, and at once in answer to {@link WhoIsThere}.
 *
 * <pre>
 * i64 host | str name | i64 pid | u8 draining | list claims: i32
 * | list workers: {@link WorkerStatus} | {@link HostData}
 * </pre>
 *
 * @param host the incarnation of the host agent
 * @param name what people call the host
 * @param pid the agent's process
 * @param draining whether the host is leaving: its workers take no more tasks
 * @param claims the inbox partitions that the host holds
 * @param workers the workers that can take tasks, and those that are parked
 * @param data what the host holds for the pool's processes
 */
public record HostBeat(
    long host,
    String name,
    long pid,
    boolean draining,
    List<Integer> claims,
    List<WorkerStatus> workers,
    HostData data)
    implements Event {

  /** The beat of a host that stays, and holds no data. */
  public HostBeat(
      long host, String name, long pid, List<Integer> claims, List<WorkerStatus> workers) {
    this(host, name, pid, false, claims, workers, HostData.NONE);
  }

  static HostBeat read(WireReader in) {
    return new HostBeat(
        in.i64(),
        in.string(),
        in.i64(),
        in.u8() != 0,
        in.ints(),
        in.list(WorkerStatus.LEAST_BYTES, WorkerStatus::read),
        HostData.read(in));
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(host).string(name).i64(pid).u8(draining ? 1 : 0).ints(claims);
    out.list(workers, (writer, worker) -> worker.writeTo(writer));
    data.writeTo(out);
  }

  @Override
  public Kind kind() {
    return Kind.HOST_BEAT;
  }
}
