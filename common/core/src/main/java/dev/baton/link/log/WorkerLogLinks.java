package dev.baton.link.log;

import dev.baton.link.ResultLink;
import dev.baton.link.WorkerLinks;
import dev.baton.log.Channel;
import dev.baton.log.Log;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import java.time.Duration;
import java.util.function.Consumer;

/** A worker's links over the log; see {@link CoordinatorLogLinks}. */
public final class WorkerLogLinks implements WorkerLinks {

  private final Log log;
  private final Partitions partitions;

  /**
   * Creates links over a log, which the caller closes.
   *
   * @param onLost told, on a thread of the log's, when a record was given up: the broker is gone
   *     for good
   */
  public WorkerLogLinks(Log log, Consumer<? super Exception> onLost) {
    this.log = log;
    this.partitions = new Partitions(log, onLost);
  }

  @Override
  public boolean reachCoordinator(Address results) {
    return partitions.has(Channel.RESULTS, results);
  }

  @Override
  public ResultLink toCoordinator(Address results) {
    return batch -> partitions.send(Channel.RESULTS, results, batch);
  }

  @Override
  public Receiver<InboxRecord> inbox(Address own) {
    return partitions.receive(Channel.INBOX, own, InboxRecord.class);
  }

  @Override
  public void flush(Duration limit) {
    log.publisher().flush(limit);
  }

  @Override
  public PayloadLimit limit() {
    return partitions.limit();
  }
}
