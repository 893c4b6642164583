package dev.baton.cli.quarantine;

import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.Table;
import dev.baton.cli.terminal.Times;
import dev.baton.wire.Quarantined;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton quarantine list}. */
@Command(
    description =
        "Lists tasks that were given up because their workers died of them, the newest first: those"
            + " of jobs that ran on this machine, or with --bootstrap those of a pool.")
final class QuarantineListCommand implements Callable<Integer> {

  private static final int LONGEST_EVIDENCE = 70;

  private final Console console;

  @Mixin private QuarantineOptions quarantine = new QuarantineOptions();

  QuarantineListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Quarantined> tasks = quarantine.read();
    if (tasks.isEmpty()) {
      console.out().println("No task is in quarantine in " + quarantine.journal().where() + ".");
      return ExitCode.DONE;
    }
    Table table = new Table("llrl");
    table.row("ID", "GIVEN UP", "DEATHS", "LAST DEATH");
    for (Quarantined task : tasks) {
      table.row(
          task.id(),
          Times.at(task.atMs()),
          Integer.toString(task.evidence().size()),
          lastDeath(task));
    }
    table.lines().forEach(console.out()::println);
    return ExitCode.DONE;
  }

  private static String lastDeath(Quarantined task) {
    if (task.evidence().isEmpty()) {
      return "";
    }
    String text = task.evidence().getLast().lines().findFirst().orElse("");
    String reason = text.replaceFirst("^attempt \\d+: ", "");
    return reason.length() <= LONGEST_EVIDENCE
        ? reason
        : reason.substring(0, LONGEST_EVIDENCE - 1) + "…";
  }
}
