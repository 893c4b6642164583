package dev.baton.wire;

import java.util.List;

/**
 * The hosts that a coordinator sends no tasks, because they fail there: sent with each {@link
 * JobBeat} while there are any, and once when there are none any more.
 *
 * <pre>
 * i64 coordinator | str jobId | list hosts: i64 host | str name | str reason
 * </pre>
 *
 * @param coordinator the incarnation of the coordinator
 * @param jobId the coordinator's name for its job
 */
public record ExcludedHosts(long coordinator, String jobId, List<Host> hosts) implements Event {

  /** The longest reason, in characters. */
  public static final int LONGEST_TEXT = 1000;

  /**
   * A host.
   *
   * @param host the incarnation of the host agent
   * @param name what people call the host
   * @param reason what failed there, and did not elsewhere
   */
  public record Host(long host, String name, String reason) {

    private static final int LEAST_BYTES = 8 + 4 + 4;

    private static Host read(WireReader in) {
      return new Host(in.i64(), in.string(), in.string());
    }

    private void writeTo(WireWriter out) {
      out.i64(host).string(name).string(reason);
    }
  }

  static ExcludedHosts read(WireReader in) {
    return new ExcludedHosts(in.i64(), in.string(), in.list(Host.LEAST_BYTES, Host::read));
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(coordinator).string(jobId);
    out.list(hosts, (writer, host) -> host.writeTo(writer));
  }

  @Override
  public Kind kind() {
    return Kind.EXCLUDED_HOSTS;
  }
}
