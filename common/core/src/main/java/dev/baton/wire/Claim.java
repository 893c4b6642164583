package dev.baton.wire;

import java.util.List;

/**
 * A host claims inbox partitions for its workers.
 *
 * <p>The first claim on the log gets a partition, until its host sends {@link HostDown} or is
 * silent for the host timeout, measured by the broker's clock, so that all readers of the log reach
 * the same answer.
 *
 * <pre>
 * i64 host | list partitions: i32
 * </pre>
 *
 * @param host the incarnation of the host agent
 */
public record Claim(long host, List<Integer> partitions) implements Event {

  static Claim read(WireReader in) {
    return new Claim(in.i64(), in.ints());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(host).ints(partitions);
  }

  @Override
  public Kind kind() {
    return Kind.CLAIM;
  }
}
