package dev.baton.advise;

import java.time.Duration;

/**
 * How long a workload is predicted to take with one setup. Immutable.
 *
 * @param setup how the tasks are run
 * @param wall the time from the start until the last result is folded and all threads or processes
 *     that were started have ended
 * @param bound what keeps it from being faster
 */
public record Forecast(Setup setup, Duration wall, Bound bound) {

  /** What limits the speed of a run. */
  public enum Bound {
    /** Starting and closing the pool. */
    START("starting and ending processes"),

    /** The processors are busy. */
    CORES("the cores"),

    /** Only so many tasks run at a time, and they wait. */
    TASKS("the number of tasks at a time"),

    /** Tasks wait for locks that they share. */
    LOCKS("locks that tasks share"),

    /** The one thread that splits the input and folds the results is busy. */
    ONE_THREAD("the one thread that splits and folds");

    private final String words;

    Bound(String words) {
      this.words = words;
    }

    /** {@return the limit in words, for people} */
    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * Compares this forecast with another one.
   *
   * @param other the forecast to compare with
   * @return how many times as fast as the other this one is; above 1 if it is faster
   */
  public double speedupOver(Forecast other) {
    return (double) other.wall.toNanos() / Math.max(1, wall.toNanos());
  }
}
