package dev.baton.link.local;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.link.ResultLink;
import dev.baton.link.WorkerLinks;
import dev.baton.process.UnixSockets;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.Address.OnConnection;
import dev.baton.wire.Address.OnSocket;
import dev.baton.wire.Frame;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The socket on which a worker listens, and the coordinators that have connected to it. */
public final class WorkerSocket implements WorkerLinks {

  /** The room that {@code sockaddr_un} has on Linux and macOS, less the zero at the end. */
  public static final int LONGEST_PATH = 103;

  private final Map<Long, Connection> coordinators = new ConcurrentHashMap<>();

  /** Does not listen yet. */
  public WorkerSocket() {}

  /**
   * True whether connected or not: a coordinator that has gone needs no answer, but that is not
   * known beforehand.
   */
  @Override
  public boolean reachCoordinator(Address results) {
    return results instanceof OnConnection;
  }

  @Override
  public ResultLink toCoordinator(Address results) {
    if (!(results instanceof OnConnection(long coordinator))) {
      throw new IllegalArgumentException(results + " is not a connection");
    }
    return batch -> {
      Connection connection = coordinators.get(coordinator);
      if (connection != null) {
        connection.send(Frame.encode(batch));
      }
    };
  }

  /**
   * Binds the socket, replacing an earlier one, and listens.
   *
   * @throws EnvironmentException if it cannot listen
   */
  @Override
  public Receiver<InboxRecord> inbox(Address own) {
    if (!(own instanceof OnSocket(String file))) {
      throw new IllegalArgumentException(own + " is not a socket");
    }
    return new ConnectionReceiver<>(
        InboxRecord.class,
        LocalLimits.RECORD_BYTES,
        listen(Path.of(file)),
        new ConnectionReceiver.Listener() {
          @Override
          public void opened(Connection connection, byte[] hello) {
            Hello.coordinator(hello)
                .ifPresent(coordinator -> coordinators.put(coordinator, connection));
          }

          @Override
          public void ended(Connection connection) {
            coordinators.values().remove(connection);
          }
        });
  }

  @Override
  public void flush(Duration limit) {
    long endNs = System.nanoTime() + limit.toNanos();
    for (Connection connection : coordinators.values()) {
      if (!connection.awaitSent(endNs - System.nanoTime())) {
        throw new BatonException("A coordinator does not read what was sent to it.");
      }
    }
  }

  @Override
  public PayloadLimit limit() {
    return LocalLimits.PAYLOADS;
  }

  private static ServerSocketChannel listen(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new EnvironmentException("Cannot listen on " + file + ": " + e.getMessage(), e);
    }
    return UnixSockets.listen(file);
  }
}
