package dev.baton.cli;

import dev.baton.measure.throughput.ThroughputMeasurement;
import dev.baton.measure.throughput.ThroughputPlan;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton measure throughput}: how much gets through in a second. */
@Command(
    description = {
      "Measures how many empty tasks a pool of two workers runs in a second, beside the records"
          + " that Kafka alone carries and the memory that is copied.",
      "Ctrl-C prints what there is."
    })
final class MeasureThroughputCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private QuickOption quick = new QuickOption();
  @Mixin private MeasureOutput output = new MeasureOutput();

  MeasureThroughputCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    ThroughputPlan plan = ThroughputPlan.of(quick.isSet());
    return new MeasureRun(console, output).run(List.of(new ThroughputMeasurement(plan)));
  }
}
