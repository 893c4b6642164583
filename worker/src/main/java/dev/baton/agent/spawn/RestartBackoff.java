package dev.baton.agent.spawn;

import java.time.Duration;

/**
 * How long a dead worker's place stays vacant: not at all after a first death, longer and longer
 * when several in a row die young. For one thread.
 */
public final class RestartBackoff {

  public static final Duration FIRST = Duration.ofMillis(100);
  public static final Duration LONGEST = Duration.ofSeconds(10);

  /** A worker that has lived this long did not die of a start problem. */
  static final Duration YOUNG = Duration.ofSeconds(10);

  private int youngDeaths;

  /**
   * Notes a worker's death; returns how long to wait.
   *
   * @param hasWorked whether it had completed a task: then it did not die of a start problem either
   */
  public Duration died(Duration age, boolean hasWorked) {
    if (hasWorked || age.compareTo(YOUNG) >= 0) {
      youngDeaths = 0;
      return Duration.ZERO;
    }
    youngDeaths++;
    if (youngDeaths == 1) {
      return Duration.ZERO;
    }
    long delayMs = FIRST.toMillis() << Math.min(youngDeaths - 2, 20);
    return Duration.ofMillis(Math.min(delayMs, LONGEST.toMillis()));
  }
}
