package dev.baton.advise;

import dev.baton.Handoff;
import dev.baton.advise.ExecutionModel.Family;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Draws conclusions from what was sampled. Pure: the same facts give the same advice. Immutable.
 *
 * @param sampling what a few tasks have shown
 * @param overheads what threads and processes cost
 * @param cores processors that this program may use, from 1
 * @param slots how many tasks at a time the job itself wants in a worker, or a worker has, from 1
 * @param running how many workers a pool has that is there already; 0 if one would be started
 */
public record Adviser(Sampling sampling, Overheads overheads, int cores, int slots, int running) {

  /** A difference of less is none: no forecast is that good. */
  private static final double SAME = 0.05;

  /** Less than this, once, is not worth any trouble. */
  private static final Duration TROUBLE = Duration.ofMillis(20);

  /**
   * Facts about this machine: threads are measured here and now, in some hundredths of a second.
   *
   * @param pool what a pool costs
   */
  public static Adviser here(Sampling sampling, Overheads pool, int slots, int running)
      throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    return new Adviser(sampling, ThreadCost.measured(pool), cores, slots, running);
  }

  /** How long it takes in a given way. */
  public Forecast forecast(Setup setup, long tasks) {
    return new Forecaster(sampling.work().of(tasks), overheads, cores).forecast(setup);
  }

  /** What to do. */
  public Advice advice() {
    Workload work = sampling.work();
    Forecaster forecaster = new Forecaster(work, overheads, cores);
    List<Forecast> forecasts =
        new Setups(work, cores, slots, running, sampling.obstacle() == null)
            .all().stream()
                .map(forecaster::forecast)
                .sorted(Comparator.comparing(Forecast::wall).thenComparing(simplicity()))
                .toList();
    Forecast best = simplest(forecasts);
    List<Forecast> pools =
        forecasts.stream()
            .filter(forecast -> forecast.setup().model().family() == Family.PROCESSES)
            .toList();
    Optional<Forecast> pool = pools.isEmpty() ? Optional.empty() : Optional.of(simplest(pools));
    Reasons reasons = new Reasons(sampling, overheads, cores, forecasts, forecaster.batch());
    return new Advice(
        sampling,
        overheads,
        cores,
        forecasts,
        new Recommendation(best, reasons.choices(best)),
        pool.map(each -> new Recommendation(each, reasons.choices(each))),
        reasons.remarks(best, pool));
  }

  /** Which of two equal ways is the simpler one. */
  private Comparator<Forecast> simplicity() {
    return Comparator.<Forecast, ExecutionModel>comparing(forecast -> forecast.setup().model())
        .thenComparingLong(forecast -> forecast.setup().concurrency())
        .thenComparingInt(forecast -> -forecast.setup().workers())
        .thenComparing(forecast -> !isAuto(sampling.work(), forecast.setup().handoff()));
  }

  /** Of those that are about as fast as the fastest. */
  private Forecast simplest(List<Forecast> fastestFirst) {
    Duration fastest = fastestFirst.getFirst().wall();
    return fastestFirst.stream()
        .filter(forecast -> isSame(fastest, forecast.wall()))
        .min(simplicity())
        .orElseThrow();
  }

  /** Whether two times are so close that no forecast can tell which is shorter. */
  static boolean isSame(Duration shorter, Duration longer) {
    Duration difference = longer.minus(shorter);
    return difference.compareTo(TROUBLE) <= 0 || difference.toNanos() <= SAME * shorter.toNanos();
  }

  /** Whether {@code AUTO} would hand this data over in the same way. */
  static boolean isAuto(Workload work, Handoff handoff) {
    return Reasons.autoSharesMost(work) == (handoff == Handoff.SHARED);
  }
}
