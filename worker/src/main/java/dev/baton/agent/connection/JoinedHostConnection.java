package dev.baton.agent.connection;

import dev.baton.wire.Address;
import dev.baton.wire.Event;
import java.util.List;

/** A host that has joined the log in addition to its sockets. */
public record JoinedHostConnection(HostConnection sockets, HostConnection log)
    implements HostConnection {

  @Override
  public List<Address> inboxes() {
    return log.inboxes();
  }

  @Override
  public List<Integer> claims() {
    return log.claims();
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
