package dev.baton.measure.recovery;

import dev.baton.Transport;
import dev.baton.UsageException;
import dev.baton.measure.Case;
import dev.baton.measure.Figures;
import dev.baton.measure.Measurement;
import dev.baton.measure.Recorder;
import dev.baton.measure.Section;
import dev.baton.measure.Spread;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Measures how long a pool takes to recover. Real processes are killed and stopped; each answer is
 * checked.
 */
public final class RecoveryMeasurement implements Measurement {

  /** The word on the command line. */
  public static final String NAME = "recovery";

  /** The parameter that says over what the pool goes. */
  static final String TRANSPORT = "transport";

  private final RecoveryPlan plan;
  private final List<RecoveryTimes> recoveries;

  /**
   * A measurement; nothing happens yet.
   *
   * @throws UsageException if there is nothing to measure
   */
  public RecoveryMeasurement(RecoveryPlan plan) {
    this.plan = plan;
    this.recoveries =
        Arrays.stream(Fault.values())
            .filter(fault -> plan.times(fault) > 0)
            .flatMap(
                fault ->
                    fault.transports().stream()
                        .map(over -> new RecoveryTimes(fault, over, plan.times(fault))))
            .toList();
    if (recoveries.isEmpty()) {
      throw new UsageException("There is nothing to measure: give at least one fault.");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Recorder recorder) throws InterruptedException {
    // Faults of workers can share a pool; after the others it is another one.
    Set<Fault> ofWorkers = Set.of(Fault.WORKER_KILLED, Fault.WORKER_FROZEN);
    measure(ofWorkers, Transport.LOCAL, this::localPool, recorder);
    measure(ofWorkers, Transport.KAFKA, this::poolOnLog, recorder);
    measure(
        Set.of(Fault.AGENT_KILLED),
        Transport.KAFKA,
        () -> new OneEachTime(this::poolOnLog),
        recorder);
    measure(Set.of(Fault.BROKER_KILLED), Transport.KAFKA, this::poolOnLog, recorder);
    measure(
        Set.of(Fault.COORDINATOR_KILLED),
        Transport.KAFKA,
        () -> new JobUnderFaults(plan),
        recorder);
  }

  @Override
  public Section section(List<Case> cases) {
    return RecoverySection.of(
        cases,
        recoveries.stream()
            .filter(recovery -> recovery.fault() == Fault.WORKER_KILLED)
            .flatMap(RecoveryMeasurement::drawing)
            .toList());
  }

  private static Stream<String> drawing(RecoveryTimes recovery) {
    List<String> chart = recovery.samples().chart();
    return chart.isEmpty()
        ? Stream.empty()
        : Stream.concat(Stream.of("", recovery.label()), chart.stream());
  }

  private Victim localPool() {
    return new PoolUnderFaults(plan, Transport.LOCAL);
  }

  private Victim poolOnLog() {
    return new PoolUnderFaults(plan, Transport.KAFKA);
  }

  private void measure(Set<Fault> faults, Transport over, Supplier<Victim> start, Recorder recorder)
      throws InterruptedException {
    List<RecoveryTimes> wanted =
        recoveries.stream()
            .filter(each -> faults.contains(each.fault()) && each.transport() == over)
            .toList();
    if (wanted.isEmpty()) {
      return;
    }
    try (Victim victim = start.get()) {
      try {
        strikeAll(victim, wanted, recorder);
      } finally {
        wanted.stream().map(recovery -> recovery.toCase(plan)).forEach(recorder::add);
      }
    }
  }

  private static void strikeAll(Victim victim, List<RecoveryTimes> wanted, Recorder recorder)
      throws InterruptedException {
    boolean alive = true;
    for (RecoveryTimes recovery : wanted) {
      for (int i = 0; alive && i < recovery.wanted(); i++) {
        alive = strike(victim, recovery);
        recorder.step(progress(recovery));
      }
    }
    if (alive) {
      check(victim, wanted.getLast());
    }
  }

  private static String progress(RecoveryTimes recovery) {
    Spread spread = recovery.samples().spread(TimeUnit.MILLISECONDS);
    return "%s, %d of %d, median %s ms so far"
        .formatted(recovery.label(), spread.n(), recovery.wanted(), Figures.of(spread.p50()));
  }

  /** Returns whether the victim can go on. */
  private static boolean strike(Victim victim, RecoveryTimes recovery) throws InterruptedException {
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

  private static void check(Victim victim, RecoveryTimes last) {
    try {
      victim.check();
    } catch (IllegalStateException e) {
      last.failed(String.valueOf(e.getMessage()));
    }
  }
}
