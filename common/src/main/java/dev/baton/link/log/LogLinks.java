package dev.baton.link.log;

import dev.baton.link.Links;
import dev.baton.link.ResultLink;
import dev.baton.link.TaskLink;
import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.LogReceiver;
import dev.baton.log.Start;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.Address.OnLog;
import dev.baton.wire.Frame;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WireRecord;
import java.util.function.Consumer;

/**
 * Links over the log: each worker has a partition of the inbox channel, each coordinator one of the
 * results channel, which it may share with others.
 */
public final class LogLinks implements Links {

  private final Log log;
  private final Consumer<? super Exception> onLost;

  /**
   * Links over a log, which the caller closes.
   *
   * @param onLost told, on a thread of the log's, when a record was given up: the broker is gone
   *     for good
   */
  public LogLinks(Log log, Consumer<? super Exception> onLost) {
    this.log = log;
    this.onLost = onLost;
  }

  /** Where a coordinator gets its results over a log; others may get theirs there too. */
  public static OnLog resultsOf(Log log, long coordinator) {
    return new OnLog((int) Long.remainderUnsigned(coordinator, log.partitions(Channel.RESULTS)));
  }

  @Override
  public boolean reachWorker(Address inbox) {
    return isPartition(Channel.INBOX, inbox);
  }

  @Override
  public boolean reachCoordinator(Address results) {
    return isPartition(Channel.RESULTS, results);
  }

  @Override
  public TaskLink toWorker(Address inbox) {
    return record -> publish(Channel.INBOX, inbox, record);
  }

  @Override
  public ResultLink toCoordinator(Address results) {
    return batch -> publish(Channel.RESULTS, results, batch);
  }

  @Override
  public Receiver<InboxRecord> inbox(Address own) {
    return receive(Channel.INBOX, own, InboxRecord.class);
  }

  @Override
  public Receiver<ResultBatch> results(Address own) {
    return receive(Channel.RESULTS, own, ResultBatch.class);
  }

  @Override
  public PayloadLimit limit() {
    return PayloadLimit.ofRecords(log.publisher().maxRecordBytes());
  }

  /** To send to a partition that is not there would wait for it for half an hour. */
  private boolean isPartition(Channel channel, Address address) {
    return switch (address) {
      case OnLog(int partition) -> partition >= 0 && partition < log.partitions(channel);
    };
  }

  private void publish(Channel channel, Address address, WireRecord record) {
    switch (address) {
      case OnLog(int partition) ->
          log.publisher()
              .publish(
                  channel,
                  partition,
                  Frame.encode(record),
                  failure -> {
                    if (failure != null) {
                      onLost.accept(failure);
                    }
                  });
    }
  }

  private <R extends WireRecord> Receiver<R> receive(Channel channel, Address own, Class<R> type) {
    return switch (own) {
      case OnLog(int partition) ->
          new LogReceiver<>(
              log.read(new ChannelPartition(channel, partition), new Start.Latest(), type));
    };
  }
}
