package dev.baton.measure.latency;

/**
 * What to measure of latency.
 *
 * @param workers how many workers the pool has
 * @param perSecond how many round trips begin each second
 * @param roundTrips how many of them, of each kind
 * @param arrays how often the large array is handed over, of each kind
 */
public record LatencyPlan(int workers, int perSecond, int roundTrips, int arrays) {

  /** The usual: a rate at which one is nearly always over before the next begins. */
  public static LatencyPlan of(boolean quick) {
    return quick ? new LatencyPlan(2, 100, 600, 20) : new LatencyPlan(2, 100, 6_000, 100);
  }
}
