package dev.baton.agent.supervision;

import dev.baton.wire.Liveness;
import java.time.Duration;

/**
 * Measures how long a worker has shown no sign of life. Time counts only while the watcher itself
 * was awake: a laptop that slept, or a machine that froze, has no hung workers. For one thread.
 */
final class HeartbeatTimer {

  private long lastBeatMs = Long.MIN_VALUE;
  private long lastLookNs;
  private long silentNs;

  /** Looks at the worker's latest beat; returns how long there was none. */
  Duration look(long beatMs, long nowNs) {
    if (beatMs != lastBeatMs) {
      lastBeatMs = beatMs;
      silentNs = 0;
    } else {
      silentNs += Math.min(nowNs - lastLookNs, Liveness.LONGEST_GAP.toNanos());
    }
    lastLookNs = nowNs;
    return Duration.ofNanos(silentNs);
  }
}
