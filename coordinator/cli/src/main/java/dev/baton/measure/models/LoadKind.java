package dev.baton.measure.models;

import dev.baton.measure.work.Calibration;
import dev.baton.measure.work.Work;
import java.util.Locale;

/** What the tasks of a case do. */
public enum LoadKind {
  /** They wait, as for a disk or a server. */
  IO,
  /** They compute. */
  CPU,
  /** One half waiting, then the other half computing. */
  MIXED,
  /** They read all over an array that is larger than the caches, and that is handed over. */
  MEMORY;

  /** As it is called on the command line and in figures. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A task that takes so many milliseconds on one core with nothing else to do. */
  Work task(long ms, Calibration calibration) {
    return switch (this) {
      case IO -> new Work(1, ms, 0, 0);
      case CPU -> new Work(1, 0, calibration.rounds((double) ms), 0);
      case MIXED -> new Work(1, ms / 2, calibration.rounds(ms / 2.0), 0);
      case MEMORY -> new Work(1, 0, 0, calibration.reads((double) ms));
    };
  }
}
