package dev.baton.agent.connection;

import dev.baton.EnvironmentException;
import dev.baton.log.Events;
import dev.baton.role.RoleRunner;
import dev.baton.wire.Address;
import dev.baton.wire.Event;
import dev.baton.wire.HostDown;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A host of a pool that is entirely on that host: each worker has a socket in the host store. */
public final class SocketHostConnection implements HostConnection {

  private final long host;
  private final Events events;
  private final List<Address> inboxes;
  private final RoleRunner listening;

  /**
   * Joins a pool.
   *
   * @param store the directory of the host store, which only its owner can enter
   * @param handler acts on the events, on its own thread
   * @param onBroken told on another thread if that thread ends
   * @throws EnvironmentException if the directory's path is too long for sockets
   */
  public SocketHostConnection(
      long host,
      Path store,
      int workers,
      Events events,
      EventHandler handler,
      Consumer<? super Throwable> onBroken) {
    this.host = host;
    this.events = events;
    this.inboxes = new WorkerSockets(store).inboxes(workers);
    this.listening = new RoleRunner("baton-host-events", onBroken);
    listening.start(handler, events.receive());
  }

  @Override
  public List<Address> inboxes() {
    return inboxes;
  }

  @Override
  public List<Integer> claims() {
    return List.of();
  }

  @Override
  public void publish(Event event) {
    events.publish(event);
  }

  @Override
  public void close() {
    listening.stop();
    events.publish(new HostDown(host));
  }
}
