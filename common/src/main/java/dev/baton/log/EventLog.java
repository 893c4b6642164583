package dev.baton.log;

import dev.baton.role.Receiver;
import dev.baton.wire.Event;
import dev.baton.wire.Frame;

/** The events of a pool, in the one order that all its processes see. Thread-safe. */
public final class EventLog {

  private static final ChannelPartition EVENTS = new ChannelPartition(Channel.EVENTS, 0);

  private final Log log;

  EventLog(Log log) {
    this.log = log;
  }

  /**
   * Tells everybody, without waiting until it is on the log. What gets lost while the broker is
   * away is said again by the next beat.
   *
   * @throws dev.baton.BatonException if the log is closed
   */
  public void publish(Event event) {
    publish(event, PublishCallback.IGNORE);
  }

  /** The same, and tells what became of it. */
  public void publish(Event event, PublishCallback callback) {
    log.publisher().publish(EVENTS.channel(), EVENTS.partition(), Frame.encode(event), callback);
  }

  /** Reads events with their times; the caller closes the reader. */
  public RecordReader<Event> read(Start start) {
    return log.read(EVENTS, start, Event.class);
  }

  /** Receives all events that are published once this returns; the caller closes it. */
  public Receiver<Event> receive() {
    return new LogReceiver<>(read(new Start.Latest()));
  }
}
