package dev.baton.wire;

/**
 * A coordinator has tasks that wait, and a host has parked workers: the host is to start so many of
 * them that this number runs. It does nothing if they do already, so the request may be repeated.
 *
 * <pre>
 * i64 coordinator | i64 host | i32 workers
 * </pre>
 *
 * @param coordinator the incarnation of the coordinator
 * @param host the incarnation of the host agent; others ignore the request
 * @param workers how many workers of the host should run, those included that run already
 */
public record WorkersWanted(long coordinator, long host, int workers) implements Event {

  static WorkersWanted read(WireReader in) {
    return new WorkersWanted(in.i64(), in.i64(), in.i32());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(coordinator).i64(host).i32(workers);
  }

  @Override
  public Kind kind() {
    return Kind.WORKERS_WANTED;
  }
}
