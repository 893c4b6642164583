package dev.baton.log;

import java.time.Duration;

/**
 * Appends records to channels. Thread-safe; records that one thread sends to one partition keep
 * their order.
 */
public interface Publisher {

  /**
   * Appends a record without waiting until it is on the log.
   *
   * @param record the bytes; the caller must not change them afterwards
   * @throws dev.baton.BatonException if the record is larger than {@link #maxRecordBytes(Channel)}
   *     or the publisher is closed
   */
  void publish(Channel channel, int partition, byte[] record, PublishCallback callback);

  /**
   * Waits until everything published before is on the log or given up.
   *
   * @throws dev.baton.BatonException if that takes longer than {@code limit}
   */
  void flush(Duration limit);

  /** The largest record that the channels of tasks and results take, in bytes. */
  int maxRecordBytes();

  /** The largest record that a channel takes, in bytes. */
  default int maxRecordBytes(Channel channel) {
    return maxRecordBytes();
  }
}
