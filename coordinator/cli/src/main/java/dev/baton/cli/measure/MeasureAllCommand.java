package dev.baton.cli.measure;

import dev.baton.cli.command.QuickOption;
import dev.baton.cli.terminal.Console;
import dev.baton.measure.Measurement;
import dev.baton.measure.handoff.HandoffMeasurement;
import dev.baton.measure.handoff.HandoffPlan;
import dev.baton.measure.latency.LatencyMeasurement;
import dev.baton.measure.latency.LatencyPlan;
import dev.baton.measure.models.ModelsMeasurement;
import dev.baton.measure.models.ModelsPlan;
import dev.baton.measure.race.RaceMeasurement;
import dev.baton.measure.race.RacePlan;
import dev.baton.measure.recovery.RecoveryMeasurement;
import dev.baton.measure.recovery.RecoveryPlan;
import dev.baton.measure.spawn.FootprintMeasurement;
import dev.baton.measure.spawn.SpawnMeasurement;
import dev.baton.measure.spawn.SpawnPlan;
import dev.baton.measure.throughput.GrowthMeasurement;
import dev.baton.measure.throughput.GrowthPlan;
import dev.baton.measure.throughput.ThroughputMeasurement;
import dev.baton.measure.throughput.ThroughputPlan;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton measure all}: one measurement after the other, with their usual settings. */
@Command(
    description = {
      "Makes all measurements, one after the other, with their usual settings; with --quick in"
          + " minutes. Leave the machine alone meanwhile.",
      "Ctrl-C prints what there is."
    })
final class MeasureAllCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private QuickOption quick = new QuickOption();
  @Mixin private MeasureOutput output = new MeasureOutput();

  MeasureAllCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    boolean isQuick = quick.isSet();
    List<Measurement> all =
        List.of(
            new ModelsMeasurement(ModelsPlan.of(isQuick)),
            new HandoffMeasurement(HandoffPlan.of(isQuick)),
            new RaceMeasurement(RacePlan.of(isQuick)),
            new FootprintMeasurement(SpawnPlan.of(isQuick)),
            new SpawnMeasurement(SpawnPlan.of(isQuick)),
            new ThroughputMeasurement(ThroughputPlan.of(isQuick)),
            new GrowthMeasurement(GrowthPlan.of(isQuick)),
            new LatencyMeasurement(LatencyPlan.of(isQuick)),
            new RecoveryMeasurement(RecoveryPlan.of(isQuick)));
    return new MeasureRun(console, output).runEach(all);
  }
}
