package dev.baton.measure;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Measures how long a pool takes to recover. Real processes are killed and stopped; each answer is
 * checked. For one thread, but for {@link #recoveries()}.
 */
public final class RecoveryMeasurement {

  private final RecoveryPlan plan;
  private final Consumer<Recovery> progress;
  private final List<Recovery> recoveries;

  /**
   * A measurement; nothing happens yet.
   *
   * @param progress told after each fault, on the thread that measures
   */
  public RecoveryMeasurement(RecoveryPlan plan, Consumer<Recovery> progress) {
    this.plan = plan;
    this.progress = progress;
    this.recoveries =
        Arrays.stream(Fault.values())
            .filter(fault -> plan.times(fault) > 0)
            .map(fault -> new Recovery(fault, plan.times(fault)))
            .toList();
  }

  /** What there is so far, one for each fault of the plan. Thread-safe. */
  public List<Recovery> recoveries() {
    return recoveries;
  }

  /**
   * Measures all of the plan. What cannot be measured stands among the failures of its fault.
   *
   * @throws EnvironmentException if no pool can be started
   * @throws UsageException if there is nothing to measure
   */
  public void run() throws InterruptedException {
    if (recoveries.isEmpty()) {
      throw new UsageException("There is nothing to measure: give at least one fault.");
    }
    // Faults of workers can share a pool; after the others it is another one.
    measure(Set.of(Fault.WORKER_KILLED, Fault.WORKER_FROZEN), () -> new PoolUnderFaults(plan));
    measure(Set.of(Fault.AGENT_KILLED), () -> new PoolUnderFaults(plan));
    measure(Set.of(Fault.BROKER_KILLED), () -> new PoolUnderFaults(plan));
    measure(Set.of(Fault.COORDINATOR_KILLED), () -> new JobUnderFaults(plan));
  }

  private void measure(Set<Fault> faults, Supplier<Victim> start) throws InterruptedException {
    List<Recovery> wanted =
        recoveries.stream().filter(recovery -> faults.contains(recovery.fault())).toList();
    if (wanted.isEmpty()) {
      return;
    }
    try (Victim victim = start.get()) {
      boolean alive = true;
      for (Recovery recovery : wanted) {
        for (int i = 0; alive && i < recovery.wanted(); i++) {
          alive = strike(victim, recovery);
          progress.accept(recovery);
        }
      }
      if (alive) {
        check(victim, wanted.getLast());
      }
    }
  }

  /** Returns whether the victim can go on. */
  private static boolean strike(Victim victim, Recovery recovery) throws InterruptedException {
    try {
      recovery.samples().add(victim.strike(recovery.fault()));
      return true;
    } catch (TimeoutException e) {
      recovery.failed(String.valueOf(e.getMessage()));
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      recovery.failed(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private static void check(Victim victim, Recovery last) {
    try {
      victim.check();
    } catch (IllegalStateException e) {
      last.failed(String.valueOf(e.getMessage()));
    }
  }
}
