package dev.baton.pool;

import dev.baton.Handoff;
import dev.baton.config.PoolSettings;
import java.time.Duration;
import java.util.Objects;

/**
 * What may differ from one call of a pool to the next.
 *
 * @param handoff how arguments and results are handed over
 * @param timeout the limit of each attempt; zero for none
 * @param retry when a failed task is tried again
 */
record CallSettings(Handoff handoff, Duration timeout, RetryPolicy retry) {

  CallSettings {
    Objects.requireNonNull(handoff, "handoff");
    timeout = PoolSettings.TASK_TIMEOUT.check(timeout);
    Objects.requireNonNull(retry, "policy");
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
