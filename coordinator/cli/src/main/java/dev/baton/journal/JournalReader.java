package dev.baton.journal;

import dev.baton.log.Log;
import dev.baton.log.RecordReader;
import dev.baton.log.Start;
import dev.baton.wire.WireRecord;
import java.time.Duration;
import java.util.List;

/** Follows the journal of a cluster's pool while it is written. For one thread. */
public final class JournalReader implements AutoCloseable {

  private final JournalFold fold = new JournalFold();
  private final RecordReader<WireRecord> news;

  /**
   * Reads what the journal has.
   *
   * @param log stays open, and is the caller's
   */
  public JournalReader(Log log) {
    news = log.read(ChannelJournal.JOURNAL, new Start.Latest(), WireRecord.class);
    // What comes meanwhile is read twice, in its order, which changes nothing.
    log.readToEnd(ChannelJournal.JOURNAL, new Start.Earliest(), WireRecord.class, fold::accept);
  }

  /** Reads what is new; waits for it until the limit. */
  public void readOn(Duration limit) {
    news.read(limit).forEach(fold::accept);
  }

  /**
   * The jobs, in the order of their starts.
   *
   * @param nowMs in milliseconds since the epoch
   */
  public List<JobView> jobs(long nowMs) {
    return fold.jobs(ChannelJournal.isAlive(nowMs));
  }

  @Override
  public void close() {
    news.close();
  }
}
