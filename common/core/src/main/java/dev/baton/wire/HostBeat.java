package dev.baton.wire;

import java.util.List;

/**
 * A host agent is alive: sent each second, and at once in answer to {@link WhoIsThere}.
 *
 * <pre>
 * i64 host | str name | i64 pid | list claims: i32 | list workers: {@link WorkerStatus}
 * </pre>
 *
 * @param host the incarnation of the host agent
 * @param name what people call the host
 * @param pid the agent's process
 * @param claims the inbox partitions that the host holds
 * @param workers the workers that can take tasks
 */
public record HostBeat(
    long host, String name, long pid, List<Integer> claims, List<WorkerStatus> workers)
    implements Event {

  static HostBeat read(WireReader in) {
    return new HostBeat(
        in.i64(),
        in.string(),
        in.i64(),
        in.ints(),
        in.list(WorkerStatus.LEAST_BYTES, WorkerStatus::read));
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(host).string(name).i64(pid).ints(claims);
    out.list(workers, (writer, worker) -> worker.writeTo(writer));
  }

  @Override
  public Kind kind() {
    return Kind.HOST_BEAT;
  }
}
