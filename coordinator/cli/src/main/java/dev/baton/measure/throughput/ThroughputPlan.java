package dev.baton.measure.throughput;

/**
 * What to measure of throughput.
 *
 * @param workers how many workers the pool has
 * @param submits how many empty tasks are submitted one by one
 * @param inputs how many inputs one {@code map} has
 * @param rounds how often each is measured
 * @param computingRounds how often pools are started to compute, each time both sorts
 */
public record ThroughputPlan(
    int workers, int submits, int inputs, int rounds, int computingRounds) {

  /** The usual: the numbers that other pools are measured with. */
  public static ThroughputPlan of(boolean quick) {
    return new ThroughputPlan(2, 20_000, 200_000, quick ? 3 : 9, quick ? 3 : 7);
  }
}
