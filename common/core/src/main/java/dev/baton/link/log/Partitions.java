package dev.baton.link.log;

import dev.baton.log.Channel;
import dev.baton.log.ChannelPartition;
import dev.baton.log.Log;
import dev.baton.log.LogReceiver;
import dev.baton.log.Start;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.Address.OnLog;
import dev.baton.wire.Frame;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.WireRecord;
import java.util.function.Consumer;

/** The log as links see it: partitions to send to and receive from. */
record Partitions(Log log, Consumer<? super Exception> onLost) {

  /** Sending to a partition that does not exist would wait for it for half an hour. */
  boolean has(Channel channel, Address address) {
    return address instanceof OnLog(int partition)
        && partition >= 0
        && partition < log.partitions(channel);
  }

  void send(Channel channel, Address address, WireRecord record) {
    log.publisher()
        .publish(
            channel,
            partition(address),
            Frame.encode(record),
            failure -> {
              if (failure != null) {
                onLost.accept(failure);
              }
            });
  }

  <R extends WireRecord> Receiver<R> receive(Channel channel, Address own, Class<R> type) {
    return new LogReceiver<>(
        log.read(new ChannelPartition(channel, partition(own)), new Start.Latest(), type));
  }

  PayloadLimit limit() {
    return PayloadLimit.ofRecords(log.publisher().maxRecordBytes());
  }

  private static int partition(Address address) {
    if (address instanceof OnLog(int partition)) {
      return partition;
    }
    throw new IllegalArgumentException(address + " is not on the log");
  }
}
