package dev.baton.agent;

import dev.baton.config.DataSize;
import dev.baton.store.WorkerSnapshot;
import java.time.Duration;

/** Finds workers that hang, have grown too large, or will be worn out. For one thread. */
final class HealthCheck {

  /** With a tenth of its tasks left a worker's successor is made ready. */
  private static final double SOON = 0.9;

  /** How a worker is. */
  sealed interface Health {
    record Well() implements Health {}

    record SoonWornOut() implements Health {}

    record TooLarge(String remark) implements Health {}

    record Hung(String remark) implements Health {}
  }

  private final WorkerLimits limits;

  HealthCheck(WorkerLimits limits) {
    this.limits = limits;
  }

  /** Looks at one worker and at what it says of itself. */
  Health check(SupervisedWorker worker, WorkerSnapshot snapshot, long nowNs) {
    Duration silent = worker.heartbeat().look(snapshot.beatMs(), nowNs);
    if (limits.hang().isPositive() && silent.compareTo(limits.hang()) > 0) {
      return new Health.Hung(
          "showed no sign of life for " + silent.toSeconds() + " s, and was killed");
    }
    if (limits.maxRssBytes() > 0) {
      long own = worker.process().ownMemoryBytes();
      if (own > limits.maxRssBytes()) {
        return new Health.TooLarge(
            "had grown to %s, more than the %s that it may have, and was replaced"
                .formatted(DataSize.format(own), DataSize.format(limits.maxRssBytes())));
      }
    }
    boolean soon =
        limits.maxTasks() > 0 && snapshot.done() + snapshot.failed() >= SOON * limits.maxTasks();
    return soon ? new Health.SoonWornOut() : new Health.Well();
  }
}
