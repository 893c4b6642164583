package dev.baton.worker;

import dev.baton.link.ResultLink;
import dev.baton.link.WorkerLinks;
import dev.baton.link.local.WorkerSocket;
import dev.baton.log.blob.BlobPublisher;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A worker that coordinators of its host reach through its socket, and later perhaps through the
 * log too.
 */
final class SocketConnection implements WorkerConnection, WorkerLinks {

  private final WorkerSocket socket = new WorkerSocket();
  private volatile @Nullable WorkerConnection log;

  /** Lets results go over the log from now on. */
  void join(WorkerConnection connection) {
    log = connection;
  }

  @Override
  public WorkerLinks links() {
    return this;
  }

  /** All coordinators are on this host. */
  @Override
  public @Nullable BlobPublisher blobs() {
    return null;
  }

  @Override
  public boolean reachCoordinator(Address results) {
    WorkerConnection joined = log;
    return socket.reachCoordinator(results)
        || (joined != null && joined.links().reachCoordinator(results));
  }

  @Override
  public ResultLink toCoordinator(Address results) {
    WorkerConnection joined = log;
    return joined == null || socket.reachCoordinator(results)
        ? socket.toCoordinator(results)
        : joined.links().toCoordinator(results);
  }

  @Override
  public Receiver<InboxRecord> inbox(Address own) {
    return socket.inbox(own);
  }

  @Override
  public void flush(Duration limit) {
    WorkerConnection joined = log;
    try {
      socket.flush(limit);
    } finally {
      if (joined != null) {
        joined.links().flush(limit);
      }
    }
  }

  /** Embedded brokers take as much, and only those are joined. */
  @Override
  public PayloadLimit limit() {
    return socket.limit();
  }

  /** A coordinator that uses only sockets is gone with the agent. */
  @Override
  public void sayHostIsDown() {
    WorkerConnection joined = log;
    if (joined != null) {
      joined.sayHostIsDown();
    }
  }

  /** The socket is closed by its receiver. */
  @Override
  public void close() {
    WorkerConnection joined = log;
    if (joined != null) {
      joined.close();
    }
  }
}
