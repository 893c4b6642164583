package dev.baton.agent.connection;

import dev.baton.wire.Address;
import dev.baton.wire.Event;
import java.util.List;

/** A host whose workers are reached through sockets, while its events are on the log too. */
public record JoinedHostConnection(HostConnection sockets, HostConnection log)
    implements HostConnection {

  @Override
  public List<Address> inboxes() {
    return sockets.inboxes();
  }

  @Override
  public List<Integer> claims() {
    return sockets.claims();
  }

  @Override
  public void publish(Event event) {
    sockets.publish(event);
    log.publish(event);
  }

  @Override
  public boolean hasBroker() {
    return log.hasBroker();
  }

  @Override
  public void close() {
    sockets.close();
    log.close();
  }
}
