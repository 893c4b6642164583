package dev.baton.wire;

/**
 * The coordinator ends and will send nothing more: the worker may forget its initializer and close
 * the jars of its job. There is no answer.
 *
 * <pre>
 * i64 coordinator | i64 incarnation
 * </pre>
 */
public record Forget(long coordinator, long incarnation) implements InboxRecord {

  static Forget read(WireReader in) {
    return new Forget(in.i64(), in.i64());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(coordinator).i64(incarnation);
  }

  @Override
  public Kind kind() {
    return Kind.FORGET;
  }
}
