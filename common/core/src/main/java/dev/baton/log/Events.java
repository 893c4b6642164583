package dev.baton.log;

import dev.baton.role.Receiver;
import dev.baton.wire.Event;

/** The events of a pool, in the one order that all its processes see. Thread-safe. */
public interface Events {

  /**
   * Publishes an event to all receivers, without waiting for its arrival.
   *
   * @param callback told the outcome
   * @throws dev.baton.BatonException if nothing can be published any more
   */
  void publish(Event event, PublishCallback callback);

  /** As above, for events that may be lost: the next beat repeats them. */
  default void publish(Event event) {
    publish(event, PublishCallback.IGNORE);
  }

  /** Receives all events that are published once this returns; the caller closes it. */
  Receiver<Event> receive();
}
