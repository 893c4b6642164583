package dev.baton.wire;

/**
 * A person asks a host to leave the pool: its workers finish what they run and hand back the rest.
 * The host does so if it was started by {@code baton worker}; it then sends {@link HostDrained}.
 *
 * <pre>
 * i64 host | i64 limitMs | str requester
 * </pre>
 *
 * @param host the incarnation of the host agent; others ignore the request
 * @param limitMs how long running tasks may take, or {@link #OWN_LIMIT}
 * @param requester who asks, for people to read
 */
public record DrainHost(long host, long limitMs, String requester) implements Event {

  /** The limit is the host's own. */
  public static final long OWN_LIMIT = -1;

  static DrainHost read(WireReader in) {
    return new DrainHost(in.i64(), in.i64(), in.string());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(host).i64(limitMs).string(requester);
  }

  @Override
  public Kind kind() {
    return Kind.DRAIN_HOST;
  }
}
