package dev.baton.wire;

/**
 * The workers of a host have ended in an orderly way; {@link HostDown} follows.
 *
 * <pre>
 * i64 host | i64 finished | i64 returned
 * </pre>
 *
 * @param host the incarnation of the host agent
 * @param finished how many tasks ended after the host was told to leave
 * @param returned how many tasks were handed back
 */
public record HostDrained(long host, long finished, long returned) implements Event {

  static HostDrained read(WireReader in) {
    return new HostDrained(in.i64(), in.i64(), in.i64());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(host).i64(finished).i64(returned);
  }

  @Override
  public Kind kind() {
    return Kind.HOST_DRAINED;
  }
}
