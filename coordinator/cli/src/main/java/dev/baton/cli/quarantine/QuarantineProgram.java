package dev.baton.cli.quarantine;

import dev.baton.cli.command.CommandGroup;
import dev.baton.cli.terminal.Console;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code baton quarantine}: tasks that were given up because their workers died of them. */
public final class QuarantineProgram {

  private final CommandGroup commands;

  public QuarantineProgram(Console console) {
    this.commands =
        new CommandGroup(
            console,
            "baton quarantine",
            new Alone(),
            Map.of(
                "list", () -> new QuarantineListCommand(console),
                "show", () -> new QuarantineShowCommand(console),
                "replay", () -> new QuarantineReplayCommand(console)));
  }

  /** The command line without a word. */
  @Command(
      customSynopsis = "baton quarantine list | show ID | replay ID [OPTIONS]",
      description =
          "Tasks that were given up because their workers died of them, one after the other: lists"
              + " them, shows the evidence of each death, runs one again.",
      footer = {
        "%nCommands",
        "  list    the tasks, the newest first",
        "  show    the evidence, and what the task was",
        "  replay  runs the task once, in one worker, with all that it prints",
        "%n'baton quarantine COMMAND --help' shows the options of one."
      })
  private static final class Alone {}

  public int run(List<String> arguments) throws Exception {
    return commands.run(arguments);
  }
}
