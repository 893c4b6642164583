package dev.baton.job.builtin.sleep;

import dev.baton.TaskFunction;
import java.time.Duration;

/**
 * Waits.
 *
 * @param nanos how long, in nanoseconds
 */
record Sleep(long nanos) implements TaskFunction<Integer, Long> {

  /** Gives back how long it was to wait, in nanoseconds. */
  @Override
  public Long apply(Integer number) throws InterruptedException {
    Thread.sleep(Duration.ofNanos(nanos));
    return nanos;
  }
}
