package dev.baton.cli.measure;

import dev.baton.DataSize;
import dev.baton.UsageException;
import dev.baton.cli.command.ListedWords;
import dev.baton.cli.command.QuickOption;
import dev.baton.cli.terminal.Console;
import dev.baton.measure.handoff.DataKind;
import dev.baton.measure.handoff.HandoffMeasurement;
import dev.baton.measure.handoff.HandoffPlan;
import dev.baton.measure.handoff.HandoffVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton measure handoff}: what it costs to get data to a worker, serialised or shared. */
@Command(
    description = {
      "Hands data of several kinds and sizes to tasks of a pool, serialised and shared, and"
          + " measures what each phase takes; finds from which size on what is cheaper. All answers"
          + " are checked.",
      "A run over both transports with all kinds of data and sizes sets the threshold of handoff"
          + " 'auto' on this machine ('baton doctor' shows it). Ctrl-C prints what there is."
    })
final class MeasureHandoffCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--transports",
      paramLabel = "TRANSPORT",
      split = ",",
      description = "Which transports: local (sockets), kafka (default: both).")
  private List<String> transports = new ArrayList<>();

  @Option(
      names = "--sizes",
      paramLabel = "SIZE",
      split = ",",
      description = "How much data, such as 100,64k,16m; up to 1g (default: 100 bytes to 1g).")
  private List<String> sizes = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "KIND",
      split = ",",
      description = "Which data: double[], records, text, map (default: all).")
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--handoffs",
      paramLabel = "HANDOFF",
      split = ",",
      description =
          "Which ways: java and kryo-default (what java.io, or Kryo with its own defaults, makes of"
              + " the data, in records), kryo-record and kryo-store (the pool's Kryo, in records or"
              + " through the host store), shared (in place) (default: all).")
  private List<String> handoffs = new ArrayList<>();

  @Mixin private QuickOption quick = new QuickOption();

  @Mixin private MeasureOutput output = new MeasureOutput();

  MeasureHandoffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    return new MeasureRun(console, output).run(List.of(new HandoffMeasurement(plan())));
  }

  private HandoffPlan plan() {
    HandoffPlan plan = HandoffPlan.of(quick.isSet());
    if (!transports.isEmpty()) {
      plan =
          plan.withTransports(
              ListedWords.find(
                  "--transports", transports, HandoffPlan.TRANSPORTS, HandoffPlan::word));
    }
    if (!sizes.isEmpty()) {
      plan = plan.withSizes(sizes.stream().map(MeasureHandoffCommand::size).toList());
    }
    if (!data.isEmpty()) {
      plan =
          plan.withData(
              ListedWords.find("--data", data, List.of(DataKind.values()), DataKind::label));
    }
    if (!handoffs.isEmpty()) {
      plan =
          plan.withVariants(
              ListedWords.find(
                  "--handoffs", handoffs, List.of(HandoffVariant.values()), HandoffVariant::label));
    }
    return plan;
  }

  private static long size(String text) {
    try {
      long bytes = DataSize.parse(text.strip()).bytes();
      if (bytes < 1 || bytes > HandoffPlan.LARGEST) {
        throw new UsageException("--sizes: '" + text + "' is not between 1 byte and 1 GiB.");
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new UsageException("--sizes: " + e.getMessage() + '.', e);
    }
  }
}
