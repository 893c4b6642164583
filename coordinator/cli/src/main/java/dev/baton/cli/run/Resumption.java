package dev.baton.cli.run;

import dev.baton.UsageException;
import dev.baton.cli.terminal.Version;
import dev.baton.config.Plural;
import dev.baton.job.Splits;
import dev.baton.journal.InputCheck;
import dev.baton.journal.JobView;
import dev.baton.wire.JobEnded;
import dev.baton.wire.JobStarted;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a job may go on, and if not, why. */
public final class Resumption {

  private Resumption() {}

  /**
   * Looks at what the journal says.
   *
   * @throws UsageException if the job cannot go on
   */
  public static void check(JobView job, boolean retryFailed) {
    JobEnded end = job.end();
    switch (job.state()) {
      case DONE -> {
        if (job.started().resultsInPlace()) {
          throw new UsageException(
              "Job " + job.jobId() + " is done, and its results lay in memory that is gone.");
        }
      }
      case RUNNING -> throw running(job.jobId());
      case FAILED -> {
        if (!retryFailed) {
          throw new UsageException(
              "Job %s failed%s To run again what has no result: baton resume %s --retry-failed"
                  .formatted(job.jobId(), end == null ? "." : ": " + sentence(end), job.jobId()));
        }
      }
      case INTERRUPTED, LOST -> {}
    }
    String version = job.started().version();
    if (!version.equals(Version.number())) {
      throw new UsageException(
          "Job %s was begun by Baton %s, and this is %s: its results so far may mean something else. Resume it with that version, or run it again."
              .formatted(job.jobId(), version, Version.number()));
    }
    InputCheck.firstChange(job.started().inputs())
        .ifPresent(
            change -> {
              throw new UsageException(
                  "Job %s cannot go on: %s. Its results so far are of another input; run it again."
                      .formatted(job.jobId(), change));
            });
  }

  /**
   * Where the tasks of a job run that goes on here.
   *
   * @throws UsageException if it is not there any more
   */
  public static Path directory(JobStarted started) {
    Path directory = Path.of(started.directory());
    if (!Files.isDirectory(directory) || !Files.isExecutable(directory)) {
      throw new UsageException(
          "Job %s was started in %s, which is gone, or closed to this user. Its tasks run there and nowhere else: make that folder again, or run the job anew."
              .formatted(started.jobId(), directory));
    }
    return directory;
  }

  /**
   * Looks at how the input was divided now.
   *
   * @throws UsageException if it was divided otherwise before
   */
  public static void check(JobStarted started, Splits<?> splits) {
    if (splits.count() != started.tasks()) {
      throw new UsageException(
          "Job %s cannot go on: it had %s, and its input now makes %,d. Run it again."
              .formatted(started.jobId(), Plural.of(started.tasks(), "task"), splits.count()));
    }
  }

  /**
   * Looks at whether a job that is done can print its result once more.
   *
   * @throws UsageException if tasks would have to run again
   */
  public static void check(JobView job, long known) {
    if (job.state() == JobView.State.DONE && known < job.started().tasks()) {
      throw new UsageException(
          "Job %s is done, and of its %s the log has only %,d left. Run it again."
              .formatted(job.jobId(), Plural.of(job.started().tasks(), "result"), known));
    }
  }

  /** The first line, as the others are a list; it ends as a sentence does. */
  private static String sentence(JobEnded end) {
    String line = end.message().lines().findFirst().orElse("").replaceFirst("[.:]*$", "");
    return line + '.';
  }

  public static UsageException running(String jobId) {
    return new UsageException(
        "Job " + jobId + " is still running: 'baton jobs' shows how far it is.");
  }
}
