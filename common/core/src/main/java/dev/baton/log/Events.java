package dev.baton.log;

import dev.baton.role.Receiver;
import dev.baton.wire.Event;

/** The events of a pool, in the one order that all its processes see. Thread-safe. */
public interface Events {

  /**
   * Tells everybody, without waiting until they have heard it.
   *
   * @param callback told what became of it
   * @throws dev.baton.BatonException if nobody can be told any more
   */
  void publish(Event event, PublishCallback callback);

  /** The same for what need not arrive: it is said again by the next beat. */
  default void publish(Event event) {
    publish(event, PublishCallback.IGNORE);
  }

  /** Receives all events that are published once this returns; the caller closes it. */
  Receiver<Event> receive();
}
