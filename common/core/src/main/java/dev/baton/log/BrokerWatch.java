package dev.baton.log;

import dev.baton.EnvironmentException;
import dev.baton.config.Durations;
import dev.baton.role.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the broker is away: a record was sent and is not confirmed. Reports that once,
 * reports when the broker is back, and gives up after a limit. Thread-safe.
 */
public final class BrokerWatch {

  /** Records are confirmed within milliseconds; a busy machine may take this long. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final long NEVER = Long.MIN_VALUE;

  private final @Nullable Duration limit;
  private final Clock clock;
  private final Consumer<String> notices;
  private final Consumer<EnvironmentException> onGone;
  private long unconfirmedSinceNs = NEVER;
  private boolean saidAway;

  /**
   * Creates a watch.
   *
   * @param limit how long the broker may be away
   * @param notices receives what a person should know
   * @param onGone told, perhaps more than once, when the limit has passed
   */
  public BrokerWatch(
      Duration limit,
      Clock clock,
      Consumer<String> notices,
      Consumer<EnvironmentException> onGone) {
    this.limit = limit;
    this.clock = clock;
    this.notices = notices;
    this.onGone = onGone;
  }

  /** Creates a watch that waits for the broker as long as it takes. */
  public BrokerWatch(Clock clock, Consumer<String> notices) {
    this.limit = null;
    this.clock = clock;
    this.notices = notices;
    this.onGone = _ -> {};
  }

  /** Notes that a record is about to be sent; the callback is for its publisher. */
  public PublishCallback sending(long nowNs) {
    synchronized (this) {
      if (unconfirmedSinceNs == NEVER) {
        unconfirmedSinceNs = nowNs;
      }
    }
    return failure -> {
      if (failure == null) {
        confirmed(clock.nanoTime());
      }
    };
  }

  /** Checks the time; call it about once a second. */
  public void check(long nowNs) {
    Duration away;
    boolean first;
    synchronized (this) {
      if (unconfirmedSinceNs == NEVER) {
        return;
      }
      away = Duration.ofNanos(nowNs - unconfirmedSinceNs);
      first = !saidAway && away.compareTo(PATIENCE) > 0;
      saidAway |= first;
    }
    if (first) {
      notices.accept(
          "the broker does not answer; waiting for it"
              + (limit == null ? "" : " (giving up after " + Durations.format(limit) + ")"));
    }
    if (limit != null && away.compareTo(limit) > 0) {
      onGone.accept(
          new EnvironmentException(
              "The broker has not answered for "
                  + Durations.format(away)
                  + ". Start it again, or allow it more time (--broker-timeout, brokerTimeout)."));
    }
  }

  /** Whether the broker does not answer, as of the last check. */
  public synchronized boolean isAway() {
    return saidAway;
  }

  private void confirmed(long nowNs) {
    Duration away;
    synchronized (this) {
      if (unconfirmedSinceNs == NEVER) {
        return;
      }
      away = Duration.ofNanos(nowNs - unconfirmedSinceNs);
      unconfirmedSinceNs = NEVER;
      if (!saidAway) {
        return;
      }
      saidAway = false;
    }
    notices.accept("the broker is back after " + Durations.format(away) + "; going on");
  }
}
