package dev.baton.wire;

/**
 * What has become of a copy on a host.
 *
 * <pre>
 * i64 host | {@link ContentId} | u8 state | str detail
 * </pre>
 *
 * @param host the incarnation of the host agent
 * @param detail why there is none, for a person; what people call the host, if it misses a file;
 *     empty if there is one
 */
public record CopyReport(long host, ContentId content, State state, String detail)
    implements Event {

  /** Whether there is a copy; the order is part of the layout. */
  public enum State {
    /** The workers of the host can read it. */
    HELD,
    /** The host has none, and would take one that is on the log. */
    MISSED,
    /** The host cannot have one. */
    FAILED
  }

  private static final State[] STATES = State.values();

  static CopyReport read(WireReader in) {
    return new CopyReport(in.i64(), ContentId.read(in), in.oneOf(STATES), in.string());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(host);
    content.writeTo(out);
    out.u8(state.ordinal()).string(detail);
  }

  @Override
  public Kind kind() {
    return Kind.COPY_REPORT;
  }
}
