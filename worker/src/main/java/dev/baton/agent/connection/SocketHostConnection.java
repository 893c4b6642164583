package dev.baton.agent.connection;

import dev.baton.EnvironmentException;
import dev.baton.link.local.WorkerSocket;
import dev.baton.log.Events;
import dev.baton.role.RoleRunner;
import dev.baton.wire.Address;
import dev.baton.wire.Event;
import dev.baton.wire.HostDown;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A host of a pool that is entirely on that host: each worker has a socket in the host store. */
public final class SocketHostConnection implements HostConnection {

  private static final String FILE = "worker-";

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
    this.inboxes = IntStream.range(0, workers).mapToObj(number -> inbox(store, number)).toList();
    this.listening = new RoleRunner("baton-host-events", onBroken);
    listening.start(handler, events.receive());
  }

  private static Address inbox(Path store, int number) {
    String file = store.resolve(FILE + number).toString();
    if (file.length() > WorkerSocket.LONGEST_PATH) {
      throw new EnvironmentException(
          file
              + " is too long for a socket, which may have "
              + WorkerSocket.LONGEST_PATH
              + " characters. Use a shorter name for the pool, or a temp directory with a shorter"
              + " path (TMPDIR).");
    }
    return new Address.OnSocket(file);
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
