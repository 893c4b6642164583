package dev.baton.cli.explain;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.cli.command.JournalOptions;
import dev.baton.cli.status.LocalStatus;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.config.FileProblem;
import dev.baton.journal.JobDirectories;
import dev.baton.journal.JobHistory;
import dev.baton.journal.JobView;
import dev.baton.log.Access;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.wire.JobStarted;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code baton explain}: why something does not run, or took long. */
@Command(
    description = {
      "Says why a job does not run, or took long; or what became of one of its tasks. It says what"
          + " the log has, and no more.",
      "'baton jobs' lists the jobs."
    })
public final class ExplainCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "JOB-ID[/TASK]",
      arity = "1",
      description = "The job, as 'baton jobs' says, or one of its tasks, by number from 0.")
  private String what = "";

  @Mixin private JournalOptions journal = new JournalOptions();

  public ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int slash = what.indexOf('/');
    String jobId = slash < 0 ? what : what.substring(0, slash);
    JobView job = journal.find(jobId);
    JobHistory history = read(job.started());
    List<String> lines =
        slash < 0
            ? JobExplanation.of(job, history, System.currentTimeMillis())
            : TaskExplanation.of(
                job, history, number(what.substring(slash + 1)), System.currentTimeMillis());
    lines.forEach(console.out()::println);
    console.out().flush();
    return ExitCode.DONE;
  }

  private static long number(String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException(
        "'" + text + "' is not the number of a task: give JOB-ID/NUMBER, such as …/17.");
  }

  private JobHistory read(JobStarted job) {
    if (!journal.cluster().isGiven()) {
      try {
        return JobHistory.of(
            job,
            new JobDirectories(JournalOptions.data(journal.dataDirectory())),
            LocalStatus.workers());
      } catch (IOException e) {
        throw new EnvironmentException(
            "Cannot read " + journal.where() + ": " + FileProblem.of(e) + ".", e);
      }
    }
    try (KafkaLog log =
        KafkaLog.connect(
            journal.cluster().topics(), journal.cluster().clientProperties(), Access.OBSERVER)) {
      return JobHistory.of(job, log);
    }
  }
}
