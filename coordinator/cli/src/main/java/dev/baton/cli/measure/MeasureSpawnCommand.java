package dev.baton.cli.measure;

import dev.baton.cli.command.ListedWords;
import dev.baton.cli.command.QuickOption;
import dev.baton.cli.terminal.Console;
import dev.baton.measure.Measurement;
import dev.baton.measure.spawn.FootprintMeasurement;
import dev.baton.measure.spawn.SpawnMeasurement;
import dev.baton.measure.spawn.SpawnPlan;
import dev.baton.measure.spawn.StartKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton measure spawn}: what it costs to start what runs tasks. */
@Command(
    description = {
      "Starts threads, JVMs and workers of a pool, and measures how long that takes, how much"
          + " memory each has, and how long they take to be warm; and how much memory the processes"
          + " of a pool take, over sockets and over Kafka. All answers are checked.",
      "Ctrl-C prints what there is."
    })
final class MeasureSpawnCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--kinds",
      paramLabel = "WORD",
      split = ",",
      description = "Of threads, jvms, workers, memory (default: all).")
  private @Nullable List<String> kinds;

  @Mixin private QuickOption quick = new QuickOption();

  @Mixin private MeasureOutput output = new MeasureOutput();

  MeasureSpawnCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    SpawnPlan plan = plan();
    List<Measurement> parts = new ArrayList<>();
    if (plan.kinds().contains(StartKind.MEMORY)) {
      parts.add(new FootprintMeasurement(plan)); // first, while this process is small
    }
    if (!plan.kinds().equals(List.of(StartKind.MEMORY))) {
      parts.add(new SpawnMeasurement(plan));
    }
    return new MeasureRun(console, output).run(parts);
  }

  private SpawnPlan plan() {
    SpawnPlan plan = SpawnPlan.of(quick.isSet());
    return kinds == null
        ? plan
        : plan.withKinds(
            ListedWords.find("--kinds", kinds, List.of(StartKind.values()), StartKind::label));
  }
}
