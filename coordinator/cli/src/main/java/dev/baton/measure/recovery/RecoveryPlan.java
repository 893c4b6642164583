package dev.baton.measure.recovery;

import dev.baton.config.WorkerSettings;
import java.util.EnumMap;
import java.util.Map;

/**
 * What to measure of recovery.
 *
 * @param faults how often each fault strikes; those that are not named, or have 0, do not
 * @param workers how many workers the pool has
 * @param spares how many spare workers it keeps warm
 * @param seed for the moments at which faults strike
 */
public record RecoveryPlan(Map<Fault, Integer> faults, int workers, int spares, long seed) {

  /** Copies the map. */
  public RecoveryPlan {
    faults = Map.copyOf(faults);
  }

  /** The usual: many kills of workers, as they are quick, and one each of the others. */
  public static RecoveryPlan of(boolean quick) {
    Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      faults.put(fault, 1);
    }
    faults.put(Fault.WORKER_KILLED, quick ? 10 : 100);
    return new RecoveryPlan(faults, 2, WorkerSettings.SPARES.initial(), 1);
  }

  /** How often a fault strikes. */
  public int times(Fault fault) {
    return faults.getOrDefault(fault, 0);
  }
}
