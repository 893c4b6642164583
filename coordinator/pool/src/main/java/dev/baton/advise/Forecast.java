package dev.baton.advise;

import java.time.Duration;

/**
 * How long a workload will take.
 *
 * @param setup run so
 * @param wall from the start to the last result folded, and the end of what was started
 * @param bound what keeps it from being faster
 */
public record Forecast(Setup setup, Duration wall, Bound bound) {

  /** What a run waits for most of the time. */
  public enum Bound {
    START("starting and ending processes"),
    CORES("the cores"),
    TASKS("the number of tasks at a time"),
    LOCKS("locks that tasks share"),
    ONE_THREAD("the one thread that splits and folds");

    private final String words;

    Bound(String words) {
      this.words = words;
    }

    /** For people. */
    @Override
    public String toString() {
      return words;
    }
  }

  /** How often this fits into another one. */
  public double speedupOver(Forecast other) {
    return (double) other.wall.toNanos() / Math.max(1, wall.toNanos());
  }
}
