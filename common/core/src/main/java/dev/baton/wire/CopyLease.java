package dev.baton.wire;

/**
 * A coordinator still needs its copies on other hosts: sent each second. A host frees the copies of
 * a coordinator that is silent for {@link Liveness#COPIES_LOST}.
 *
 * <pre>
 * i64 coordinator
 * </pre>
 */
public record CopyLease(long coordinator) implements Event {

  static CopyLease read(WireReader in) {
    return new CopyLease(in.i64());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(coordinator);
  }

  @Override
  public Kind kind() {
    return Kind.COPY_LEASE;
  }
}
