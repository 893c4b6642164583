package dev.baton.pool.setup;

import dev.baton.Handoff;
import dev.baton.config.PoolSettings;
import dev.baton.ledger.RetryRule;
import java.time.Duration;
import java.util.Objects;

/**
 * What may differ from one call of a pool to the next.
 *
 * @param handoff the handoff of arguments and results
 * @param timeout the limit of each attempt; zero for none
 * @param retry when a failed task is retried
 */
public record CallSettings(Handoff handoff, Duration timeout, RetryRule retry) {

  /** Checks the values. */
  public CallSettings {
    Objects.requireNonNull(handoff, "handoff");
    timeout = PoolSettings.TASK_TIMEOUT.check(timeout);
    Objects.requireNonNull(retry, "retry");
  }

  public CallSettings with(Handoff way) {
    return new CallSettings(way, timeout, retry);
  }

  public CallSettings with(Duration limit) {
    return new CallSettings(handoff, limit, retry);
  }

  public CallSettings with(RetryRule rule) {
    return new CallSettings(handoff, timeout, rule);
  }
}
