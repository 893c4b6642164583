package dev.baton.link.local;

import dev.baton.link.CoordinatorLinks;
import dev.baton.link.TaskLink;
import dev.baton.process.UnixSockets;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.Address.OnConnection;
import dev.baton.wire.Address.OnSocket;
import dev.baton.wire.Frame;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator's connections to the workers of its host. Results come back on the same
 * connections.
 */
public final class CoordinatorSockets implements CoordinatorLinks {

  /** Which sockets can be those of workers. */
  @FunctionalInterface
  public interface Known {

    /**
     * Whether a file can be the socket of a host's worker.
     *
     * @param host the incarnation of the host's agent
     */
    boolean isSocketOf(long host, String file);
  }

  /** How much user data one record can carry. */
  public static final PayloadLimit LIMIT = LocalLimits.PAYLOADS;

  private final long coordinator;
  private final Known known;
  private final LongConsumer onEnded;
  private final ConnectionReceiver<ResultBatch> receiver;
  private final Map<Long, Connection> connections = new ConcurrentHashMap<>();

  /**
   * Starts without connections; each is made when there is something to send.
   *
   * @param coordinator its incarnation
   * @param known the sockets to which it may connect
   * @param onEnded told of each worker whose connection has ended, on the receiving thread, once
   *     everything that it sent was handled; or of a worker that cannot be connected to, on any
   *     thread
   * @throws dev.baton.EnvironmentException if no socket can be used
   */
  public CoordinatorSockets(long coordinator, Known known, LongConsumer onEnded) {
    this.coordinator = coordinator;
    this.known = known;
    this.onEnded = onEnded;
    this.receiver =
        new ConnectionReceiver<>(
            ResultBatch.class,
            LocalLimits.RECORD_BYTES,
            null,
            new ConnectionReceiver.Listener() {
              @Override
              public void opened(Connection connection, byte[] hello) {
                throw new AssertionError("no process connects to a coordinator");
              }

              @Override
              public void ended(Connection connection) {
                forget(connection);
              }
            });
  }

  @Override
  public @Nullable Address choose(long host, Address inbox) {
    return inbox instanceof OnSocket(String file) && known.isSocketOf(host, file) ? inbox : null;
  }

  @Override
  public TaskLink toWorker(Address inbox) {
    if (!(inbox instanceof OnSocket(String file))) {
      throw new IllegalArgumentException(inbox + " is not a socket");
    }
    return task -> {
      long incarnation = task.incarnation();
      Connection known = connections.get(incarnation);
      Connection connection = known == null ? connect(file, incarnation) : known;
      if (connection != null) {
        connection.send(Frame.encode(task));
      }
    };
  }

  /** Results come on the connection on which the tasks went out. */
  @Override
  public Address resultsFrom(Address inbox) {
    return new OnConnection(coordinator);
  }

  @Override
  public Receiver<ResultBatch> results() {
    return receiver;
  }

  @Override
  public boolean hasMoreFrom(long incarnation) {
    return connections.containsKey(incarnation);
  }

  @Override
  public PayloadLimit limit() {
    return LocalLimits.PAYLOADS;
  }

  /** Connects to a worker; if there is none, returns null and the record is lost. */
  private synchronized @Nullable Connection connect(String file, long incarnation) {
    Connection known = connections.get(incarnation);
    if (known != null) {
      return known;
    }
    try {
      Connection made = receiver.add(UnixSockets.connect(Path.of(file), file));
      connections.put(incarnation, made);
      made.send(Hello.of(coordinator));
      return made;
    } catch (IOException | RuntimeException e) {
      onEnded.accept(incarnation);
      return null;
    }
  }

  private void forget(Connection connection) {
    connections.entrySet().stream()
        .filter(entry -> entry.getValue() == connection)
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(
            incarnation -> {
              connections.remove(incarnation);
              onEnded.accept(incarnation);
            });
  }
}
