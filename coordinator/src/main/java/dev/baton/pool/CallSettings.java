package dev.baton.pool;

import dev.baton.Handoff;
import dev.baton.UsageException;
import java.time.Duration;

/**
 * What may differ from one call of a pool to the next.
 *
 * @param handoff how arguments and results are handed over
 * @param timeout the limit of each attempt; zero for none
 * @param retry when a failed task is tried again
 */
record CallSettings(Handoff handoff, Duration timeout, RetryPolicy retry) {

  CallSettings {
    if (timeout.isNegative()) {
      throw new UsageException("A task's timeout is " + timeout + "; allowed: 0 (none) or more.");
    }
  }

  CallSettings with(Handoff way) {
    return new CallSettings(way, timeout, retry);
  }

  CallSettings with(Duration limit) {
    return new CallSettings(handoff, limit, retry);
  }

  CallSettings with(RetryPolicy policy) {
    return new CallSettings(handoff, timeout, policy);
  }
}
