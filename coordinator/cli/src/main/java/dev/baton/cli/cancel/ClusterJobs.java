package dev.baton.cli.cancel;

import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.command.TimeLimit;
import dev.baton.cli.host.Requester;
import dev.baton.journal.JobView;
import dev.baton.journal.JournalReader;
import dev.baton.log.Log;
import dev.baton.wire.CancelJob;
import java.time.Duration;
import java.util.List;

/** The jobs of a pool on a cluster. */
final class ClusterJobs implements JobPlace {

  private static final TimeLimit READ_LIMIT = new TimeLimit(Duration.ofSeconds(30));

  private final String where;
  private final Log log;
  private final JournalReader journal;

  private ClusterJobs(String where, Log log, JournalReader journal) {
    this.where = where;
    this.log = log;
    this.journal = journal;
  }

  /** Connects, and reads what there is; each with a limit. */
  static ClusterJobs read(ClusterOptions cluster) {
    Log log = Requester.connect(cluster);
    try {
      JournalReader journal =
          READ_LIMIT.call(() -> new JournalReader(log), "Reading which jobs there are");
      return new ClusterJobs("pool '" + cluster.pool() + "'", log, journal);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  @Override
  public List<JobView> jobs() {
    return journal.jobs(System.currentTimeMillis());
  }

  @Override
  public void readOn(Duration limit) {
    journal.readOn(limit);
  }

  @Override
  public void ask(String jobId, String requester) {
    Requester.ask(log, new CancelJob(jobId, requester));
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public void close() {
    journal.close();
    log.close();
  }
}
