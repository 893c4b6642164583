package dev.baton.cli.measure;

import dev.baton.cli.command.QuickOption;
import dev.baton.cli.terminal.Console;
import dev.baton.measure.latency.LatencyMeasurement;
import dev.baton.measure.latency.LatencyPlan;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton measure latency}: how long a round trip takes. */
@Command(
    description = {
      "Measures round trips of tasks, alone and with a large array, beside a record's through Kafka"
          + " without a pool and a copy of the array. Nothing is left out: what waits behind a slow"
          + " one counts as slow.",
      "Ctrl-C prints what there is."
    })
final class MeasureLatencyCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private QuickOption quick = new QuickOption();
  @Mixin private MeasureOutput output = new MeasureOutput();

  MeasureLatencyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LatencyPlan plan = LatencyPlan.of(quick.isSet());
    return new MeasureRun(console, output).run(List.of(new LatencyMeasurement(plan)));
  }
}
