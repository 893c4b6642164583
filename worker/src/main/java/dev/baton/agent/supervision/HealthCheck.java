package dev.baton.agent.supervision;

import dev.baton.DataSize;
import dev.baton.config.Settings;
import dev.baton.config.WorkerSettings;
import dev.baton.store.WorkerSnapshot;
import java.time.Duration;

/**
 * Finds workers that hang, have grown too large, will soon have run as many tasks as they may, or
 * have had nothing to do for long. For one thread.
 */
final class HealthCheck {

  /** When a tenth of its tasks is left, the worker's successor is made ready. */
  private static final double SOON = 0.9;

  /** A worker's condition. */
  sealed interface Health {
    record Well() implements Health {}

    record SoonWornOut() implements Health {}

    record TooLarge(String remark) implements Health {}

    record Hung(String remark) implements Health {}

    record Idle() implements Health {}
  }

  private final Duration hangTimeout;
  private final int maxTasks;
  private final long maxRss;
  private final Duration idleTimeout;

  HealthCheck(Settings settings) {
    hangTimeout = settings.get(WorkerSettings.HANG_TIMEOUT);
    maxTasks = settings.get(WorkerSettings.MAX_TASKS);
    maxRss = settings.get(WorkerSettings.MAX_RSS);
    idleTimeout = settings.get(WorkerSettings.IDLE_TIMEOUT);
  }

  /** Checks one worker and what it reports about itself. */
  Health check(SupervisedWorker worker, WorkerSnapshot snapshot, long nowNs) {
    Duration silent = worker.heartbeat().look(snapshot.beatMs(), nowNs);
    if (hangTimeout.isPositive() && silent.compareTo(hangTimeout) > 0) {
      return new Health.Hung(
          "showed no sign of life for " + silent.toSeconds() + " s, and was killed");
    }
    if (maxRss > 0) {
      long own = worker.process().ownMemoryBytes();
      if (own > maxRss) {
        return new Health.TooLarge(
            "had grown to %s, more than the %s that it may have, and was replaced"
                .formatted(DataSize.format(own), DataSize.format(maxRss)));
      }
    }
    Duration idle = worker.idle().look(snapshot, nowNs);
    if (idleTimeout.isPositive() && idle.compareTo(idleTimeout) >= 0) {
      return new Health.Idle();
    }
    boolean soon = maxTasks > 0 && snapshot.done() + snapshot.failed() >= SOON * maxTasks;
    return soon ? new Health.SoonWornOut() : new Health.Well();
  }
}
