package dev.baton.pool.setup;

import dev.baton.Handoff;
import dev.baton.UsageException;
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
 * @param priority how much earlier than others its tasks are dispatched; 0 unless told otherwise
 */
public record CallSettings(Handoff handoff, Duration timeout, RetryRule retry, int priority) {

  /** That of calls which ask for none. */
  public static final int DEFAULT_PRIORITY = 0;

  private static final int LOWEST_PRIORITY = -1_000;
  private static final int HIGHEST_PRIORITY = 1_000;

  /** Checks the values. */
  public CallSettings {
    Objects.requireNonNull(handoff, "handoff");
    timeout = PoolSettings.TASK_TIMEOUT.check(timeout);
    Objects.requireNonNull(retry, "retry");
    if (priority < LOWEST_PRIORITY || priority > HIGHEST_PRIORITY) {
      throw new UsageException(
          "priority is %,d; allowed: %,d to %,d."
              .formatted(priority, LOWEST_PRIORITY, HIGHEST_PRIORITY));
    }
  }

  public CallSettings with(Handoff way) {
    return new CallSettings(way, timeout, retry, priority);
  }

  public CallSettings with(Duration limit) {
    return new CallSettings(handoff, limit, retry, priority);
  }

  public CallSettings with(RetryRule rule) {
    return new CallSettings(handoff, timeout, rule, priority);
  }

  public CallSettings withPriority(int level) {
    return new CallSettings(handoff, timeout, retry, level);
  }
}
