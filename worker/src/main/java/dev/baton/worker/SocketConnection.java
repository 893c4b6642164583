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
 * hosts, if it has joined a log.
 */
final class SocketConnection implements WorkerConnection, WorkerLinks {

  private final WorkerSocket socket = new WorkerSocket();
  private final @Nullable BlobPublisher blobs;
  private final PayloadLimit limit;
  private final @Nullable WorkerConnection log;

  /** A worker of a pool that is entirely on this host. Embedded brokers take as much as sockets. */
  SocketConnection() {
    this.log = null;
    this.blobs = null;
    this.limit = socket.limit();
  }

  /** A worker of a cluster, which has joined the log already. */
  SocketConnection(WorkerConnection log) {
    this.log = log;
    this.blobs = log.blobs();
    this.limit = log.links().limit();
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
    return socket.reachCoordinator(results)
        || (log != null && log.links().reachCoordinator(results));
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
    return log == null || socket.reachCoordinator(results)
        ? socket.toCoordinator(results)
        : log.links().toCoordinator(results);
  }

  /** What comes through the socket; the log has a receiver of its own. */
  @Override
  public Receiver<InboxRecord> inbox(Address own) {
    return socket.inbox(own instanceof OnBoth(_, Address onHost) ? onHost : own);
  }

  @Override
  public void flush(Duration limit) {
    try {
      socket.flush(limit);
    } finally {
      if (log != null) {
        log.links().flush(limit);
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
    if (log != null) {
      log.sayHostIsDown();
    }
  }

  /** The socket is closed by its receiver. */
  @Override
  public void close() {
    if (log != null) {
      log.close();
    }
  }
}
