package dev.baton.dispatch;

import dev.baton.role.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that a test moves on. For one thread. */
public final class FakeClock implements Clock {

  private long nowNs;

  /** Moves it on. */
  public void advance(Duration time) {
    nowNs += time.toNanos();
  }

  @Override
  public long nanoTime() {
    return nowNs;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nowNs);
  }
}
