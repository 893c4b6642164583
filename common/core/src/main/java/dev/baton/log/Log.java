package dev.baton.log;

import dev.baton.wire.WireRecord;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The connection of one process to the channels of one pool. Thread-safe.
 *
 * <p>If the broker cannot be reached, refuses the client or is unsuitable, methods throw an {@link
 * dev.baton.EnvironmentException} that says what to do.
 */
public interface Log extends AutoCloseable {

  /** The publisher of this process. */
  Publisher publisher();

  /** Starts reading partitions; the caller closes the subscription. */
  Subscription subscribe(Set<ChannelPartition> partitions, Start start);

  /**
   * Reads a partition from a position to its current end, and no further.
   *
   * @param reader receives each record, on the calling thread
   * @throws dev.baton.EnvironmentException if the broker falls silent before the end
   */
  void readToEnd(ChannelPartition partition, Start start, Consumer<Message> reader);

  /**
   * Starts reading the records of one type in a partition, skipping all others; the caller closes
   * the reader.
   */
  default <R extends WireRecord> RecordReader<R> read(
      ChannelPartition partition, Start start, Class<R> type) {
    return new RecordReader<>(subscribe(Set.of(partition), start), type);
  }

  /**
   * Reads the records of one type in a partition, like {@link #readToEnd(ChannelPartition, Start,
   * Consumer)}, skipping all others.
   */
  default <R extends WireRecord> void readToEnd(
      ChannelPartition partition, Start start, Class<R> type, Consumer<? super Logged<R>> reader) {
    readToEnd(partition, start, message -> RecordReader.decode(message, type, reader));
  }

  /**
   * Reads the records of one type in a partition from its beginning to its current end, and starts
   * reading what comes behind that: no record is left out, and none read twice. The caller closes
   * the reader.
   *
   * @param known receives what there is, on the calling thread
   * @throws dev.baton.EnvironmentException if the broker falls silent before the end
   */
  default <R extends WireRecord> RecordReader<R> follow(
      ChannelPartition partition, Class<R> type, Consumer<? super Logged<R>> known) {
    AtomicLong behind = new AtomicLong(); // 0: there is nothing
    readToEnd(
        partition,
        new Start.Earliest(),
        message -> {
          behind.set(message.offset() + 1);
          RecordReader.decode(message, type, known);
        });
    long next = behind.get();
    return read(partition, next == 0 ? new Start.Earliest() : new Start.At(next), type);
  }

  /** The events of the pool. */
  default EventLog events() {
    return new EventLog(this);
  }

  /** How many partitions a channel has. */
  int partitions(Channel channel);

  @Override
  void close();
}
