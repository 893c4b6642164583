package dev.baton.cli.command;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import dev.baton.config.FileProblem;
import dev.baton.config.StateHome;
import dev.baton.config.Suggestion;
import dev.baton.journal.ChannelJournal;
import dev.baton.journal.JobDirectories;
import dev.baton.journal.JobView;
import dev.baton.log.Access;
import dev.baton.log.kafka.KafkaLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where jobs were written down. */
public final class JournalOptions {

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description =
          "Where jobs that ran without a cluster were kept (default: $XDG_STATE_HOME/baton or"
              + " ~/.local/state/baton).")
  private @Nullable Path dataDirectory;

  public ClusterOptions cluster() {
    return cluster;
  }

  /** The data directory, if the user named one. */
  public Optional<Path> dataDirectory() {
    if (dataDirectory != null && cluster.isGiven()) {
      throw new UsageException("Give --data-dir or a cluster, not both.");
    }
    return Optional.ofNullable(dataDirectory);
  }

  /** Where jobs are kept that run on this machine. */
  public static Path data(Optional<Path> given) {
    return given.orElseGet(StateHome::ofThisUser);
  }

  /** The place in words. */
  public String where() {
    return cluster.isGiven()
        ? "pool '" + cluster.pool() + "'"
        : new JobDirectories(data(dataDirectory())).path().toString();
  }

  /**
   * The job of that id.
   *
   * @throws UsageException if there is none
   * @throws EnvironmentException if they cannot be read
   */
  public JobView find(String jobId) {
    return find(jobId, read(), where());
  }

  /**
   * The job of that id among those that were read.
   *
   * @param where where the jobs were looked for
   * @throws UsageException if there is none
   */
  public static JobView find(String jobId, List<JobView> jobs, String where) {
    return jobs.stream()
        .filter(job -> job.jobId().equals(jobId))
        .findFirst()
        .orElseThrow(
            () -> {
              String question =
                  Suggestion.question(jobId, jobs.stream().map(JobView::jobId).toList());
              return new UsageException(
                  "Unknown job '%s' in %s.%s 'baton jobs' lists all that are known."
                      .formatted(jobId, where, question));
            });
  }

  /**
   * The jobs, in the order of their starts.
   *
   * @throws EnvironmentException if they cannot be read
   */
  public List<JobView> read() {
    if (!cluster.isGiven()) {
      try {
        return new JobDirectories(data(dataDirectory())).read();
      } catch (IOException e) {
        throw new EnvironmentException(
            "Cannot read " + where() + ": " + FileProblem.of(e) + ".", e);
      }
    }
    dataDirectory();
    try (KafkaLog log =
        KafkaLog.connect(cluster.topics(), cluster.clientProperties(), Access.OBSERVER)) {
      return ChannelJournal.read(log, System.currentTimeMillis());
    }
  }
}
