package dev.baton.worker;

import dev.baton.role.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves on. */
public final class FakeClock implements Clock {

  private final AtomicLong nanos = new AtomicLong();

  /** Moves it on. */
  public void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos.get());
  }
}
