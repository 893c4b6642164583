package dev.baton.cli.measure;

import dev.baton.UsageException;
import dev.baton.cli.command.QuickOption;
import dev.baton.cli.terminal.Console;
import dev.baton.measure.race.RaceMeasurement;
import dev.baton.measure.race.RacePlan;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton measure race}: updates that get lost, and what it costs to lose none. */
@Command(
    description = {
      "Has threads, and processes, count up one number at the same time: without agreeing, which"
          + " loses updates, and in the ways that lose none.",
      "Ctrl-C prints what there is."
    })
final class MeasureRaceCommand implements Callable<Integer> {

  private static final int MOST_WORKERS = 1024;

  private final Console console;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many count at a time, from 2 (default: the cores of this machine).")
  private @Nullable Integer workers;

  @Option(
      names = "--updates",
      paramLabel = "N",
      description = "How often each of them counts; slow ways count less (default: 20000000).")
  private @Nullable Long updates;

  @Mixin private QuickOption quick = new QuickOption();
  @Mixin private MeasureOutput output = new MeasureOutput();

  MeasureRaceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    return new MeasureRun(console, output).run(List.of(new RaceMeasurement(plan())));
  }

  private RacePlan plan() {
    RacePlan usual = RacePlan.of(quick.isSet());
    if (workers != null && (workers < 2 || workers > MOST_WORKERS)) {
      throw new UsageException(
          "--workers " + workers + " is not a number from 2 to " + MOST_WORKERS + ".");
    }
    if (updates != null && updates < 1) {
      throw new UsageException("--updates " + updates + " is not a number from 1.");
    }
    return new RacePlan(
        workers == null ? usual.workers() : workers,
        updates == null ? usual.updates() : updates,
        usual.rounds());
  }
}
