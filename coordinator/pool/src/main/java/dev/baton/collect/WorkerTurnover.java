package dev.baton.collect;

import dev.baton.LossCause;
import dev.baton.wire.WorkerStatus;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the workers that are gone, and those that have replaced them, since a coordinator began to
 * watch. Thread-safe.
 */
public final class WorkerTurnover {

  private final Map<LossCause, Long> ended = new EnumMap<>(LossCause.class);

  /** How many processes had each place before, as far as its host has said; by host and number. */
  private final Map<Long, Map<Integer, Integer>> processes = new HashMap<>();

  private long restarts;

  /**
   * Counts.
   *
   * @param restarts processes that took the place of one that had ended, on hosts that were known
   *     by then
   * @param ended workers that are gone, by cause
   */
  public record Counts(long restarts, Map<LossCause, Long> ended) {

    /** Copies the map. */
    public Counts {
      ended = Map.copyOf(ended);
    }
  }

  synchronized void ended(LossCause cause) {
    ended.merge(cause, 1L, Long::sum);
  }

  /** Notes what a host says of a place. */
  synchronized void heard(long host, WorkerStatus worker) {
    Integer before =
        processes
            .computeIfAbsent(host, _ -> new HashMap<>())
            .put(worker.number(), worker.restarts());
    if (before != null) {
      restarts += Math.max(0, worker.restarts() - before);
    }
  }

  /** Forgets a host. */
  synchronized void gone(long host) {
    processes.remove(host);
  }

  /** What was counted until now. */
  public synchronized Counts counts() {
    return new Counts(restarts, ended);
  }
}
