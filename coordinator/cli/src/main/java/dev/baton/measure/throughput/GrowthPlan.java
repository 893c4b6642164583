package dev.baton.measure.throughput;

import dev.baton.UsageException;
import java.util.ArrayList;
import java.util.List;

/**
 * What to measure of growth.
 *
 * @param workers how many workers the pool has
 * @param tasks the largest number of tasks
 * @param rounds how often each is measured at most
 */
public record GrowthPlan(int workers, int tasks, int rounds) {

  /** The smallest number of tasks that is measured. */
  public static final int FEWEST = 1_000;

  /** The largest number of tasks that can be asked for. */
  public static final int MOST = 1_000_000_000;

  private static final int STEP = 10;

  /**
   * Checks the number.
   *
   * @throws UsageException if it is out of range
   */
  public GrowthPlan {
    if (tasks < FEWEST || tasks > MOST) {
      throw new UsageException(
          "--tasks %d is not a number from %,d to %,d.".formatted(tasks, FEWEST, MOST));
    }
  }

  /** What belongs to all measurements: seconds. */
  public static GrowthPlan of(boolean quick) {
    return upTo(quick ? 100_000 : 1_000_000, quick);
  }

  /** Up to so many tasks, with as many workers as other pools are measured with. */
  public static GrowthPlan upTo(int tasks, boolean quick) {
    return new GrowthPlan(2, tasks, quick ? 3 : 9);
  }

  /** The numbers of tasks that are measured, each ten times the one before but for the last. */
  List<Integer> sizes(int most) {
    int last = Math.min(tasks, most);
    List<Integer> sizes = new ArrayList<>();
    for (long size = FEWEST; size < last; size *= STEP) {
      sizes.add((int) size);
    }
    sizes.add(last);
    return sizes;
  }
}
