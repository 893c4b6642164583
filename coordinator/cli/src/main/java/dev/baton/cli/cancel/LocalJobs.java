package dev.baton.cli.cancel;

import dev.baton.EnvironmentException;
import dev.baton.cli.command.JournalOptions;
import dev.baton.config.FileProblem;
import dev.baton.journal.JobDirectories;
import dev.baton.journal.JobView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The jobs that run with a broker of their own on this machine. */
record LocalJobs(JobDirectories directories) implements JobPlace {

  LocalJobs(JournalOptions journal) {
    this(new JobDirectories(JournalOptions.data(journal.dataDirectory())));
  }

  @Override
  public List<JobView> jobs() {
    try {
      return directories.read();
    } catch (IOException e) {
      throw new EnvironmentException("Cannot read " + where() + ": " + FileProblem.of(e) + ".", e);
    }
  }

  @Override
  public void readOn(Duration limit) {
    try {
      Thread.sleep(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("Waiting for the end of the job was interrupted.", e);
    }
  }

  @Override
  public void ask(String jobId, String requester) {
    try {
      directories.askToCancel(jobId);
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot ask for the end of job " + jobId + " in " + where() + ": " + FileProblem.of(e),
          e);
    }
  }

  @Override
  public String where() {
    return directories.path().toString();
  }

  @Override
  public void close() {}
}
