package dev.baton.cli.measure;

import dev.baton.cli.command.CountConverter;
import dev.baton.cli.command.QuickOption;
import dev.baton.cli.terminal.Console;
import dev.baton.measure.Measurement;
import dev.baton.measure.throughput.GrowthMeasurement;
import dev.baton.measure.throughput.GrowthPlan;
import dev.baton.measure.throughput.ThroughputMeasurement;
import dev.baton.measure.throughput.ThroughputPlan;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton measure throughput}: how much gets through in a second. */
@Command(
    description = {
      "Measures how many empty tasks a pool of two workers runs in a second, beside the records"
          + " that Kafka alone carries and the memory that is copied; and tasks that compute,"
          + " beside as many threads.",
      "Ctrl-C prints what there is."
    })
final class MeasureThroughputCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      converter = CountConverter.class,
      description = {
        "Measure something else: what a task costs, and how much memory the program needs, when"
            + " there are 1,000 of them, 10,000, … up to N, such as 10_000_000 or 10m.",
        "Tasks one by one go up to 1,000,000; so does a map over Kafka, tasks one by one there up"
            + " to 100,000."
      })
  private @Nullable Integer tasks;

  @Mixin private QuickOption quick = new QuickOption();
  @Mixin private MeasureOutput output = new MeasureOutput();

  MeasureThroughputCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Measurement measurement =
        tasks == null
            ? new ThroughputMeasurement(ThroughputPlan.of(quick.isSet()))
            : new GrowthMeasurement(GrowthPlan.upTo(tasks, quick.isSet()));
    return new MeasureRun(console, output).run(List.of(measurement));
  }
}
