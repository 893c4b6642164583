package dev.baton.cli.measure;

import dev.baton.UsageException;
import dev.baton.cli.terminal.Console;
import dev.baton.config.WorkerSettings;
import dev.baton.measure.recovery.Fault;
import dev.baton.measure.recovery.RecoveryMeasurement;
import dev.baton.measure.recovery.RecoveryPlan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton measure recovery}: how long it takes until a lost task runs again elsewhere. */
@Command(
    description = {
      "Kills and stops processes of a pool of its own, busy with short tasks, and measures how long"
          + " it takes until the lost task runs again. All answers are checked.",
      "0 leaves a fault out. Ctrl-C prints what there is."
    })
final class MeasureRecoveryCommand implements Callable<Integer> {

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
      description = "How many spare workers it keeps warm (default: ${DEFAULT-VALUE}).")
  private int spares = WorkerSettings.SPARES.initial();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides when faults strike (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private MeasureOutput output = new MeasureOutput();

  MeasureRecoveryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    return new MeasureRun(console, output).run(List.of(new RecoveryMeasurement(plan())));
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
}
