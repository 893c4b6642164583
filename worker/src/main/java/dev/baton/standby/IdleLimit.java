package dev.baton.standby;

import java.time.Duration;

/** When a server that nobody uses ends. Not thread-safe. */
final class IdleLimit {

  private final long limitNs;
  private long usedNs;

  IdleLimit(Duration limit, long nowNs) {
    this.limitNs = limit.toNanos();
    this.usedNs = nowNs;
  }

  /** Somebody uses it, or did until now. */
  void used(long nowNs) {
    usedNs = nowNs;
  }

  /** How long it may go on if nobody comes; 0 or less if it is to end. */
  long leftNs(long nowNs, boolean inUse) {
    return inUse ? limitNs : usedNs + limitNs - nowNs;
  }
}
