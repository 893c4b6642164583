package dev.baton.journal;

import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.PublishCallback;
import dev.baton.log.Start;
import dev.baton.wire.Frame;
import dev.baton.wire.Liveness;
import dev.baton.wire.WireRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** The journal of a cluster's pool, a channel that all its coordinators write to. Thread-safe. */
public final class ChannelJournal implements Journal {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Where it is. */
  static final ChannelPartition JOURNAL = new ChannelPartition(Channel.JOURNAL, 0);

  private final Log log;

  /** A journal on a connection of its own, which it closes in the end. */
  public ChannelJournal(Log log) {
    this.log = log;
  }

  @Override
  public void append(WireRecord record) {
    log.publisher()
        .publish(
            JOURNAL.channel(), JOURNAL.partition(), Frame.encode(record), PublishCallback.IGNORE);
    log.publisher().flush(LIMIT);
  }

  @Override
  public void close() {
    log.close();
  }

  /**
   * The jobs of a pool, in the order of their starts.
   *
   * @param nowMs in milliseconds since the epoch
   */
  public static List<JobView> read(Log log, long nowMs) {
    JournalFold fold = new JournalFold();
    log.readToEnd(JOURNAL, new Start.Earliest(), WireRecord.class, fold::accept);
    return fold.jobs(isAlive(nowMs));
  }

  /** Whether there are signs of a job's coordinator, by the silence of its records. */
  static Predicate<JobView> isAlive(long nowMs) {
    return job -> nowMs - job.lastSeenMs() < Liveness.JOURNAL_LOST.toMillis();
  }
}
