package dev.baton.timeline;

import dev.baton.wire.WorkerName;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the clocks of hosts seem to be ahead of the program's clock. For one thread.
 *
 * <p>A record that a host seems to get before it was sent, or to have sent after it came, proves
 * that the clocks differ, and by how much at least: what seems to be the fastest way there and the
 * fastest way back are limits of the difference. As long as zero lies between the limits, the
 * clocks are taken to agree; otherwise the difference is taken to be in the middle of the limits,
 * as NTP takes it to be. On the program's own host there is one clock, and so no difference.
 */
final class HostClocks {

  private static final class Limits {
    private long fastestThere = Long.MAX_VALUE;
    private long fastestBack = Long.MAX_VALUE;
  }

  private final Map<String, Limits> hosts = new HashMap<>();

  /**
   * Notes how long a way there and a way back have seemed to take, in microseconds, by the
   * difference of two clocks.
   */
  void seen(String worker, long thereMicros, long backMicros) {
    Limits limits = hosts.computeIfAbsent(WorkerName.host(worker), _ -> new Limits());
    limits.fastestThere = Math.min(limits.fastestThere, thereMicros);
    limits.fastestBack = Math.min(limits.fastestBack, backMicros);
  }

  /** How many microseconds a worker's clock is ahead; negative if it is behind. */
  long aheadMicros(String worker) {
    Limits limits = hosts.get(WorkerName.host(worker));
    if (limits == null || (limits.fastestThere >= 0 && limits.fastestBack >= 0)) {
      return 0;
    }
    return (limits.fastestThere - limits.fastestBack) / 2;
  }
}
