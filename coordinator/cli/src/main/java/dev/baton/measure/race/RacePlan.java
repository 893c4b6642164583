package dev.baton.measure.race;

/**
 * What to measure of races.
 *
 * @param workers how many threads, or worker processes, count at a time; at least 2
 * @param updates how often each of them does; fewer where an update is slow
 * @param rounds how often that is measured
 */
public record RacePlan(int workers, long updates, int rounds) {

  /** The usual: as many as there are cores, but two at least, or there would be no race. */
  public static RacePlan of(boolean quick) {
    int workers = Math.max(2, Runtime.getRuntime().availableProcessors());
    return quick ? new RacePlan(workers, 5_000_000, 3) : new RacePlan(workers, 20_000_000, 7);
  }
}
