package dev.baton.transport;

import java.util.Set;
import java.util.function.Consumer;

/**
 * The connection of one process to the channels of one pool. Thread-safe.
 *
 * <p>Ways to the broker that are missing, refused or unfit end in a {@link
 * dev.baton.EnvironmentException} that says what to do.
 */
public interface Transport extends AutoCloseable {

  /** The publisher of this process. */
  Publisher publisher();

  /** Starts reading partitions; the caller closes the subscription. */
  Subscription subscribe(Set<ChannelPartition> partitions, Start start);

  /**
   * Reads a partition from a place to the end that it has now, and no further.
   *
   * @param reader gets each record, on the calling thread
   * @throws dev.baton.EnvironmentException if the broker falls silent before the end
   */
  void readToEnd(ChannelPartition partition, Start start, Consumer<Message> reader);

  /** How many partitions a channel has. */
  int partitions(Channel channel);

  @Override
  void close();
}
