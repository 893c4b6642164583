package dev.baton.wire;

/**
 * A host agent ends in an orderly way: its claims are free, and its workers are gone.
 *
 * <pre>
 * i64 host
 * </pre>
 */
public record HostDown(long host) implements Event {

  static HostDown read(WireReader in) {
    return new HostDown(in.i64());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(host);
  }

  @Override
  public Kind kind() {
    return Kind.HOST_DOWN;
  }
}
