package dev.baton.worker;

import dev.baton.link.ResultLink;
import dev.baton.link.WorkerLinks;
import dev.baton.link.local.WorkerSocket;
import dev.baton.log.blob.BlobPublisher;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.Address.OnBoth;
import dev.baton.wire.Address.OnLog;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A worker that coordinators of its host reach through its socket; and over the log those of other
 * hosts, or all once it has joined a log.
 */
final class SocketConnection implements WorkerConnection, WorkerLinks {

  private final WorkerSocket socket = new WorkerSocket();
  private final @Nullable BlobPublisher blobs;
  private final PayloadLimit limit;
  private volatile @Nullable WorkerConnection log;

  /** A worker of a pool that is entirely on this host. Embedded brokers take as much as sockets. */
  SocketConnection() {
    this.blobs = null;
    this.limit = socket.limit();
  }

  /** A worker of a cluster, which has joined the log already. */
  SocketConnection(WorkerConnection log) {
    this.log = log;
    this.blobs = log.blobs();
    this.limit = log.links().limit();
  }

  /** Lets results go over the log from now on. */
  void join(WorkerConnection connection) {
    log = connection;
  }

  @Override
  public WorkerLinks links() {
    return this;
  }

  @Override
  public @Nullable BlobPublisher blobs() {
    return blobs;
  }

  @Override
  public boolean reachCoordinator(Address results) {
    if (results instanceof OnBoth(OnLog onLog, Address onHost)) {
      return reachCoordinator(onHost) && reachCoordinator(onLog);
    }
    WorkerConnection joined = log;
    return socket.reachCoordinator(results)
        || (joined != null && joined.links().reachCoordinator(results));
  }

  @Override
  public ResultLink toCoordinator(Address results) {
    if (results instanceof OnBoth(OnLog onLog, Address onHost)) {
      ResultLink fast = toCoordinator(onHost);
      ResultLink lasting = toCoordinator(onLog);
      return batch -> {
        fast.send(batch);
        lasting.send(batch);
      };
    }
    WorkerConnection joined = log;
    return joined == null || socket.reachCoordinator(results)
        ? socket.toCoordinator(results)
        : joined.links().toCoordinator(results);
  }

  /** What comes through the socket; the log has a receiver of its own. */
  @Override
  public Receiver<InboxRecord> inbox(Address own) {
    return socket.inbox(own instanceof OnBoth(_, Address onHost) ? onHost : own);
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

  @Override
  public PayloadLimit limit() {
    return limit;
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
