package dev.baton.agent;

import dev.baton.config.DataSize;
import dev.baton.process.ProcFile;
import dev.baton.store.WorkerSnapshot;
import java.nio.file.Path;
import java.time.Duration;

/** Finds workers that hang, have grown too large, or will be worn out. For one thread. */
final class Watch {

  /** A worker that makes way finishes what it runs, however long that takes. */
  static final Duration NO_LIMIT = Duration.ofDays(365);

  /** With a tenth of its tasks left a worker's successor is made ready. */
  private static final double SOON = 0.9;

  /** How a worker is. */
  sealed interface Finding {
    record Well() implements Finding {}

    record SoonWornOut() implements Finding {}

    record TooLarge(String remark) implements Finding {}

    record Hung(String remark) implements Finding {}
  }

  private static final Finding WELL = new Finding.Well();

  private final WorkerLimits limits;

  Watch(WorkerLimits limits) {
    this.limits = limits;
  }

  /** Looks at one worker. */
  Finding look(WorkerLife life, WorkerSnapshot slot) {
    Duration silent = life.vigil().look(slot.beatMs(), System.nanoTime());
    if (limits.hang().isPositive() && silent.compareTo(limits.hang()) > 0) {
      return new Finding.Hung(
          "showed no sign of life for " + silent.toSeconds() + " s, and was killed");
    }
    if (limits.maxRssBytes() > 0) {
      long own = ownMemory(life.process().pid());
      if (own > limits.maxRssBytes()) {
        return new Finding.TooLarge(
            "had grown to %s, more than the %s that it may have, and was replaced"
                .formatted(DataSize.format(own), DataSize.format(limits.maxRssBytes())));
      }
    }
    boolean soon = limits.maxTasks() > 0 && slot.done() + slot.failed() >= SOON * limits.maxTasks();
    return soon ? new Finding.SoonWornOut() : WELL;
  }

  /** In bytes, without what it shares with others; 0 where the system does not tell. */
  private static long ownMemory(long pid) {
    return ProcFile.number(Path.of("/proc/" + pid + "/status"), "RssAnon:").orElse(0) << 10;
  }
}
