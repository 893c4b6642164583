package dev.baton.agent.connection;

import dev.baton.wire.Address;
import dev.baton.wire.Event;
import java.util.List;

/**
 * A host's connection to its pool: where its workers get their tasks, and the events. Thread-safe.
 */
public interface HostConnection extends AutoCloseable {

  /** The inbox of each worker. */
  List<Address> inboxes();

  /** The partitions of the inbox channel that the host has, for its beats to repeat. */
  List<Integer> claims();

  /** Publishes an event to all readers, if that is still possible, without waiting. */
  void publish(Event event);

  /** Whether the broker answers, as far as is known; so it does where there is none. */
  default boolean hasBroker() {
    return true;
  }

  /** Says goodbye and leaves the pool. */
  @Override
  void close();
}
