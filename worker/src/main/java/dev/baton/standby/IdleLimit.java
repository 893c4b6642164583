package dev.baton.standby;

import java.time.Duration;

/** Decides when an unused server ends. Not thread-safe. */
final class IdleLimit {

  private final long limitNs;
  private long usedNs;

  IdleLimit(Duration limit, long nowNs) {
    this.limitNs = limit.toNanos();
    this.usedNs = nowNs;
  }

  /** Notes that the server is in use, or was until now. */
  void used(long nowNs) {
    usedNs = nowNs;
  }

  /** How long it may go on if nobody comes; 0 or less if it must end. */
  long leftNs(long nowNs, boolean inUse) {
    return inUse ? limitNs : usedNs + limitNs - nowNs;
  }
}
