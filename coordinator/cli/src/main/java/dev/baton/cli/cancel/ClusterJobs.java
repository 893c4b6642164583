package dev.baton.cli.cancel;

import dev.baton.cli.command.ClusterOptions;
import dev.baton.cli.command.TimeLimit;
import dev.baton.journal.JobView;
import dev.baton.journal.JournalReader;
import dev.baton.log.Access;
import dev.baton.log.Log;
import dev.baton.log.kafka.KafkaLog;
import dev.baton.wire.CancelJob;
import java.time.Duration;
import java.util.List;

/** The jobs of a pool on a cluster. */
final class ClusterJobs implements JobPlace {

  private static final TimeLimit CONNECT_LIMIT = new TimeLimit(Duration.ofSeconds(14));
  private static final TimeLimit READ_LIMIT = new TimeLimit(Duration.ofSeconds(30));
  private static final Duration SEND_LIMIT = Duration.ofSeconds(5);

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
    Log log =
        CONNECT_LIMIT.call(
            () -> KafkaLog.connect(cluster.topics(), cluster.clientProperties(), Access.OPERATOR),
            "Connecting");
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
    log.events().publish(new CancelJob(jobId, requester));
    log.publisher().flush(SEND_LIMIT);
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
