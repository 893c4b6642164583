package dev.baton.cli.cancel;

import dev.baton.cli.command.JournalOptions;
import dev.baton.cli.host.Requester;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code baton cancel}: ends a job that another process runs. */
@Command(
    description = {
      "Ends a job that runs on this machine, or with --bootstrap anywhere on a cluster, as Ctrl-C"
          + " ends it where it was started. Waits until it has ended, and says how far it came.",
      "'baton jobs' lists the jobs, and 'baton resume' goes on with one."
    },
    footer = {
      "%nExit codes: 0 it has ended; 2 no such job, or it had ended before; 3 nobody answers for"
          + " it. Whoever may write to the pool's events topic may cancel its jobs."
    })
public final class CancelCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "JOB-ID", arity = "1", description = "The job, as 'baton jobs' says.")
  private String jobId = "";

  @Mixin private JournalOptions journal = new JournalOptions();

  public CancelCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var _ = journal.dataDirectory(); // refuses one beside a cluster
    String requester = Requester.ofThisProcess();
    console
        .out()
        .println(
            journal.cluster().isGiven()
                ? Cancellation.onCluster(journal.cluster(), jobId, requester)
                : Cancellation.onThisMachine(journal, jobId, requester));
    console.out().flush();
    return ExitCode.DONE;
  }
}
