package dev.baton.cli.quarantine;

import dev.baton.DataSize;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.cli.terminal.Times;
import dev.baton.wire.Quarantined;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code baton quarantine show ID}. */
@Command(description = "Shows the evidence of each death, and the task.")
final class QuarantineShowCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "ID",
      arity = "1",
      description = "The task, as 'baton quarantine list' says: JOB-ID/NUMBER.")
  private String id = "";

  @Mixin private QuarantineOptions quarantine = new QuarantineOptions();

  QuarantineShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Quarantined task = quarantine.find(id);
    PrintStream out = console.out();
    out.println("Task " + task.taskId() + " of job " + task.jobId());
    out.println(
        "given up on "
            + Times.at(task.atMs())
            + " after "
            + task.evidence().size()
            + " deaths of its workers");
    task.evidence().forEach(death -> out.println("\n" + death));
    out.println();
    if (task.isReplayable()) {
      long bytes = (long) task.function().length + task.payload().length;
      out.println(
          "Its data has "
              + DataSize.format(bytes)
              + ". Run it again, alone and watched: baton quarantine replay "
              + task.id());
    } else {
      out.println("It cannot be run again: " + task.obstacle() + ".");
    }
    return ExitCode.DONE;
  }
}
