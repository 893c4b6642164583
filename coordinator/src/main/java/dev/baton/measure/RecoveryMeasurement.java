package dev.baton.measure;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

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
   * @throws UsageException if there is nothing to measure, or one worker only
   */
  public void run() throws InterruptedException {
    if (recoveries.isEmpty()) {
      throw new UsageException("There is nothing to measure: give at least one fault.");
    }
    if (plan.workers() < 2) {
      throw new UsageException("A task can run elsewhere only if there are two workers or more.");
    }
    measure(List.of(Fault.WORKER_KILLED, Fault.WORKER_FROZEN));
    measure(List.of(Fault.AGENT_KILLED));
    measure(List.of(Fault.BROKER_KILLED));
    measure(List.of(Fault.COORDINATOR_KILLED));
  }

  /** Faults that a pool survives can share one. */
  private void measure(List<Fault> faults) throws InterruptedException {
    List<Recovery> wanted =
        recoveries.stream().filter(recovery -> faults.contains(recovery.fault())).toList();
    if (wanted.isEmpty()) {
      return;
    }
    try (PoolUnderFaults pool = new PoolUnderFaults(plan.workers(), plan.seed())) {
      boolean alive = true;
      for (Recovery recovery : wanted) {
        for (int i = 0; alive && i < recovery.wanted(); i++) {
          alive = strike(pool, recovery);
          progress.accept(recovery);
        }
      }
      if (alive) {
        check(pool, wanted.getLast());
      }
    }
  }

  /** Returns whether the pool can go on. */
  private static boolean strike(PoolUnderFaults pool, Recovery recovery)
      throws InterruptedException {
    try {
      recovery.samples().add(strikeOnce(pool, recovery.fault()));
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

  private static Duration strikeOnce(PoolUnderFaults pool, Fault fault) throws Exception {
    return switch (fault) {
      case WORKER_KILLED -> pool.worker(Signals::kill);
      case WORKER_FROZEN -> pool.worker(Signals::freeze);
      case AGENT_KILLED -> pool.agent();
      case BROKER_KILLED -> pool.broker();
      case COORDINATOR_KILLED -> throw new IOException("there is no 'baton resume' yet");
    };
  }

  private static void check(PoolUnderFaults pool, Recovery last) {
    try {
      pool.check();
    } catch (IllegalStateException e) {
      last.failed(String.valueOf(e.getMessage()));
    }
  }
}
