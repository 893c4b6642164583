package dev.baton.cli.measure;

import dev.baton.cli.command.CommandGroup;
import dev.baton.cli.terminal.Console;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code baton measure}: finds the measurement that is meant, and runs it as a command. */
public final class MeasureProgram {

  private final CommandGroup measurements;

  public MeasureProgram(Console console) {
    this.measurements =
        new CommandGroup(
            console,
            "baton measure",
            new Alone(),
            Map.ofEntries(
                Map.entry("models", () -> new MeasureModelsCommand(console)),
                Map.entry("handoff", () -> new MeasureHandoffCommand(console)),
                Map.entry("race", () -> new MeasureRaceCommand(console)),
                Map.entry("spawn", () -> new MeasureSpawnCommand(console)),
                Map.entry("throughput", () -> new MeasureThroughputCommand(console)),
                Map.entry("latency", () -> new MeasureLatencyCommand(console)),
                Map.entry("recovery", () -> new MeasureRecoveryCommand(console)),
                Map.entry("all", () -> new MeasureAllCommand(console))));
  }

  /** The command line without a measurement. */
  @Command(
      customSynopsis = "baton measure MEASUREMENT [OPTIONS]",
      description = "Measures Baton on this machine, on real processes, and checks all answers.",
      footer = {
        "%nMeasurements",
        "  models      what parallelising pays: threads, event loop, processes, pools",
        "  handoff     what serialising costs, what sharing saves, and from which size on",
        "  race        which updates are lost when several count at a time, and what right costs",
        "  spawn       what starting a thread, a JVM or a worker costs, and when a pool has paid",
        "  throughput  how many empty tasks run in a second, and what more of them cost",
        "  latency     how long a round trip takes, and with a large array",
        "  recovery    how long lost tasks take to run again after a kill -9, a freeze, …",
        "  all         all of them, one after the other",
        "%n'baton measure MEASUREMENT --help' shows the options of one."
      })
  private static final class Alone {}

  public int run(List<String> arguments) throws Exception {
    return measurements.run(arguments);
  }
}
