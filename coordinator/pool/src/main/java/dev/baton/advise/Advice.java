package dev.baton.advise;

import dev.baton.advise.ExecutionModel.Family;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Advice on how to run many tasks: what to do, what that is based on, and the alternatives.
 * Immutable.
 *
 * @param sampling what running a few tasks has shown
 * @param overheads the assumed or measured costs of threads and processes
 * @param cores the processors that this program may use
 * @param forecasts all setups that were considered, the fastest first
 * @param best the recommended setup: the simplest of those that are about as fast as the fastest
 * @param pool the best setup with a pool, whether or not that is {@code best}; empty if the tasks
 *     cannot be sent to other processes
 * @param remarks what else the user should know; each is a sentence
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
   * {@return the recommended setup and the fastest one of another family, the faster first; only
   * the recommended one if there is no other}
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
