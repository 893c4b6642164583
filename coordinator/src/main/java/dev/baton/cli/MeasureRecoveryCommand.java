package dev.baton.cli;

import dev.baton.UsageException;
import dev.baton.measure.Fault;
import dev.baton.measure.Recovery;
import dev.baton.measure.RecoveryMeasurement;
import dev.baton.measure.RecoveryPlan;
import dev.baton.measure.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code baton measure recovery}: how long it takes until a lost task runs again elsewhere. */
@Command(
    description = {
      "Kills and stops processes of a pool of its own, busy with short tasks, and measures how long"
          + " it takes until the lost task runs again. All answers are checked.",
      "0 leaves a fault out. Ctrl-C prints what there is."
    })
final class MeasureRecoveryCommand implements Callable<Integer> {

  /** The pool ends within it, as for 'baton run'. */
  private static final Duration INTERRUPT_LIMIT = Duration.ofMillis(4_500);

  private final Console console;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "20",
      description = "How often a worker is killed (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--freezes",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often a worker is stopped (default: ${DEFAULT-VALUE}).")
  private int freezes;

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often the host agent is killed (default: ${DEFAULT-VALUE}).")
  private int agents;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often the broker is killed (default: ${DEFAULT-VALUE}).")
  private int brokers;

  @Option(
      names = "--coordinators",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often a 'baton run' is killed and resumed (default: ${DEFAULT-VALUE}).")
  private int coordinators;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many workers the pool has (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--spares",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many spare workers it keeps warm (default: ${DEFAULT-VALUE}).")
  private int spares;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "For the moments at which faults strike (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the figures there, as a list with an object for each fault.")
  private @Nullable Path json;

  MeasureRecoveryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    RecoveryPlan plan = plan();
    RecoveryMeasurement measurement = new RecoveryMeasurement(plan, this::show);
    try (Interruption interruption =
        new Interruption(
                INTERRUPT_LIMIT,
                _ -> print(measurement.recoveries(), plan),
                Interruption.Ending.ofProcess())
            .install()) {
      try {
        measurement.run();
      } finally {
        interruption.awaitEndIfRequested();
      }
    }
    print(measurement.recoveries(), plan);
    return measurement.recoveries().stream().allMatch(each -> each.failures().isEmpty())
        ? ExitCode.DONE
        : ExitCode.JOB_FAILED;
  }

  private RecoveryPlan plan() {
    Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    faults.put(Fault.WORKER_KILLED, checked("--kills", kills));
    faults.put(Fault.WORKER_FROZEN, checked("--freezes", freezes));
    faults.put(Fault.AGENT_KILLED, checked("--agents", agents));
    faults.put(Fault.BROKER_KILLED, checked("--brokers", brokers));
    faults.put(Fault.COORDINATOR_KILLED, checked("--coordinators", coordinators));
    if (workers < 1) {
      throw new UsageException("--workers " + workers + " is not a number from 1.");
    }
    return new RecoveryPlan(faults, workers, checked("--spares", spares), seed);
  }

  private static int checked(String option, int times) {
    if (times < 0) {
      throw new UsageException(option + " " + times + " is not a number from 0.");
    }
    return times;
  }

  private void show(Recovery recovery) {
    Samples.Summary summary = recovery.samples().summary();
    console
        .err()
        .println(
            "baton: %s, %d of %d, median %s ms so far"
                .formatted(
                    recovery.fault().label(), summary.n(), recovery.wanted(), ms(summary.p50())));
  }

  private void print(List<Recovery> recoveries, RecoveryPlan plan) {
    Table table = new Table("lrrrrrr");
    table.row("FAULT, ms", "N", "MIN", "P50", "P90", "P99", "MAX");
    for (Recovery recovery : recoveries) {
      Samples.Summary summary = recovery.samples().summary();
      boolean isEmpty = summary.n() == 0;
      table.row(
          recovery.fault().label(),
          Long.toString(summary.n()),
          isEmpty ? "-" : ms(summary.min()),
          isEmpty ? "-" : ms(summary.p50()),
          isEmpty ? "-" : ms(summary.p90()),
          isEmpty ? "-" : ms(summary.p99()),
          isEmpty ? "-" : ms(summary.max()));
    }
    table.lines().forEach(console.out()::println);
    recoveries.stream()
        .filter(recovery -> recovery.fault() == Fault.WORKER_KILLED)
        .flatMap(recovery -> recovery.samples().chart().stream())
        .forEach(console.out()::println);
    console.out().flush();
    recoveries.forEach(
        recovery ->
            recovery
                .failures()
                .forEach(
                    failure ->
                        console
                            .err()
                            .println("baton: " + recovery.fault().label() + ": " + failure)));
    if (json != null) {
      JsonFile.write(
          json,
          "figures",
          recoveries.stream().map(recovery -> RecoveryFigures.of(recovery, plan)).toList());
    }
  }

  private static String ms(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }
}
