package dev.baton.advise;

import dev.baton.advise.ExecutionModel.Family;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How to run many tasks, what that is based on, and what else there would be. Immutable.
 *
 * @param sampling what a few tasks have shown
 * @param overheads what was taken for the costs of threads and processes
 * @param cores processors that this program may use
 * @param forecasts all ways that were looked at, the fastest first
 * @param best what to do: the simplest of the ways that are about as fast as the fastest
 * @param pool how to use a pool of processes, if the tasks can travel, whether or not that is best
 * @param remarks what else a person should know, a sentence each
 */
public record Advice(
    Sampling sampling,
    Overheads overheads,
    int cores,
    List<Forecast> forecasts,
    Recommendation best,
    Optional<Recommendation> pool,
    List<String> remarks) {

  /** Copies the lists. */
  public Advice {
    forecasts = List.copyOf(forecasts);
    remarks = List.copyOf(remarks);
  }

  /**
   * The best way, and the fastest among those of other families; the fastest one first. One only if
   * there is nothing else.
   */
  public List<Forecast> candidates() {
    Family chosen = best.forecast().setup().model().family();
    List<Forecast> two =
        forecasts.stream()
            .filter(forecast -> forecast.setup().model().family() != chosen)
            .limit(1)
            .collect(Collectors.toList());
    two.add(best.forecast());
    two.sort(Comparator.comparing(Forecast::wall));
    return List.copyOf(two);
  }
}
