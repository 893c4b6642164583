package dev.baton.wire;

/**
 * A worker can take tasks.
 *
 * <pre>
 * i64 host | str hostName | {@link WorkerStatus}
 * </pre>
 */
public record WorkerUp(long host, String hostName, WorkerStatus worker) implements Event {

  static WorkerUp read(WireReader in) {
    return new WorkerUp(in.i64(), in.string(), WorkerStatus.read(in));
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(host).string(hostName);
    worker.writeTo(out);
  }

  @Override
  public Kind kind() {
    return Kind.WORKER_UP;
  }
}
