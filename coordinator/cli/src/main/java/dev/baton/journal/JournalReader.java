package dev.baton.journal;

import dev.baton.log.Log;
import dev.baton.log.Logged;
import dev.baton.log.RecordReader;
import dev.baton.wire.WireRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Follows the journal of a cluster's pool while it is written. For one thread. */
public final class JournalReader implements AutoCloseable {

  private final JournalFold fold = new JournalFold();
  private final RecordReader<WireRecord> news;
  private final Consumer<? super Logged<WireRecord>> onRecord;

  /**
   * Reads what the journal has.
   *
   * @param log stays open, and is the caller's
   */
  public JournalReader(Log log) {
    this(log, _ -> {});
  }

  /**
   * Reads what the journal has, and tells of each record, now and when it is read on.
   *
   * @param log stays open, and is the caller's
   * @param onRecord told on the calling thread
   */
  public JournalReader(Log log, Consumer<? super Logged<WireRecord>> onRecord) {
    this.onRecord = onRecord;
    this.news = log.follow(ChannelJournal.JOURNAL, WireRecord.class, this::accept);
  }

  private void accept(Logged<WireRecord> logged) {
    fold.accept(logged);
    onRecord.accept(logged);
  }

  /** Reads what is new; waits for it until the limit. */
  public void readOn(Duration limit) {
    news.read(limit).forEach(this::accept);
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
