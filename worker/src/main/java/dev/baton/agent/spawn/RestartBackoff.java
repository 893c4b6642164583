package dev.baton.agent.spawn;

import java.time.Duration;

/**
 * How long to wait before a dead worker's place is taken again: not at all after a first death,
 * longer and longer when one after the other dies young. For one thread.
 */
public final class RestartBackoff {

  public static final Duration FIRST = Duration.ofMillis(100);
  public static final Duration LONGEST = Duration.ofSeconds(10);

  /** Who has lived this long did not die of what kills at the start. */
  static final Duration YOUNG = Duration.ofSeconds(10);

  private int youngDeaths;

  /**
   * A worker has died; returns how long to wait.
   *
   * @param hasWorked whether it had ended a task: then it did not die of its start either
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
