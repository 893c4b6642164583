package dev.baton.transport;

import java.util.Set;

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

  /** How many partitions a channel has. */
  int partitions(Channel channel);

  @Override
  void close();
}
