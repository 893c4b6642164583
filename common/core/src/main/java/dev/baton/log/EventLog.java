package dev.baton.log;

import dev.baton.role.Receiver;
import dev.baton.wire.Event;
import dev.baton.wire.Frame;

/** Events on the log, which keeps them. Thread-safe. */
public final class EventLog implements Events {

  private static final ChannelPartition EVENTS = new ChannelPartition(Channel.EVENTS, 0);

  private final Log log;

  EventLog(Log log) {
    this.log = log;
  }

  @Override
  public void publish(Event event, PublishCallback callback) {
    log.publisher().publish(EVENTS.channel(), EVENTS.partition(), Frame.encode(event), callback);
  }

  /** Reads events with their times; the caller closes the reader. */
  public RecordReader<Event> read(Start start) {
    return log.read(EVENTS, start, Event.class);
  }

  @Override
  public Receiver<Event> receive() {
    return new LogReceiver<>(read(new Start.Latest()));
  }
}
