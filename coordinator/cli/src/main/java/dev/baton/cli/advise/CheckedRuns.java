package dev.baton.cli.advise;

import dev.baton.advise.Forecast;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Forecasts beside the truth.
 *
 * @param tasks how many tasks were run
 * @param of how many the job has
 * @param runs each way that was tried, in the order of the forecasts
 */
record CheckedRuns(long tasks, long of, List<Run> runs) {

  /** Two times closer to each other than this are the same, as far as single runs can tell. */
  private static final double SAME = 0.1;

  private static final Duration SAME_ANYHOW = Duration.ofMillis(20);

  /**
   * One way.
   *
   * @param forecast what was predicted
   * @param wall what it really took
   * @param isWhole false if it was stopped at the limit, and {@code wall} is what follows from its
   *     part
   */
  record Run(Forecast forecast, Duration wall, boolean isWhole) {}

  /** Whether the forecast has named the one that is really faster. */
  enum Accuracy {
    RIGHT,
    WRONG,
    /** There is no difference to be named. */
    SAME
  }

  Run predictedFaster() {
    return runs.stream().min(Comparator.comparing(run -> run.forecast().wall())).orElseThrow();
  }

  Run faster() {
    return runs.stream().min(Comparator.comparing(Run::wall)).orElseThrow();
  }

  Accuracy accuracy() {
    if (faster().equals(predictedFaster())) {
      return Accuracy.RIGHT;
    }
    Duration difference = predictedFaster().wall().minus(faster().wall());
    boolean isSame =
        difference.compareTo(SAME_ANYHOW) <= 0
            || difference.toNanos() <= SAME * faster().wall().toNanos();
    return isSame ? Accuracy.SAME : Accuracy.WRONG;
  }
}
