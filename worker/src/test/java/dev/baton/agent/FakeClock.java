package dev.baton.agent;

import dev.baton.role.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that a test moves. */
final class FakeClock implements Clock {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private long nanoTime;

  void advance(Duration time) {
    nanoTime += time.toNanos();
  }

  @Override
  public long nanoTime() {
    return nanoTime;
  }

  @Override
  public Instant instant() {
    return START.plusNanos(nanoTime);
  }
}
