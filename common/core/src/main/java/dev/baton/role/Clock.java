package dev.baton.role;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time, as a process sees it; tests have their own. Thread-safe. */
public interface Clock {

  /** The clocks of this machine. */
  Clock SYSTEM =
      new Clock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public Instant instant() {
          return Instant.now();
        }

        @Override
        public long epochMillis() {
          return System.currentTimeMillis();
        }
      };

  /** A monotonic time in nanoseconds; only differences are meaningful. */
  long nanoTime();

  /** The time of day, for what other processes and people see. */
  Instant instant();

  /** The time of day in microseconds since the epoch. */
  default long epochMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant());
  }

  /** The time of day in milliseconds since the epoch. */
  default long epochMillis() {
    return instant().toEpochMilli();
  }
}
