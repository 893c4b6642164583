package dev.baton.worker;

import dev.baton.BatonException;
import dev.baton.link.WorkerLinks;
import dev.baton.link.log.WorkerLogLinks;
import dev.baton.log.Log;
import dev.baton.log.blob.BlobPublisher;
import dev.baton.wire.HostDown;
import java.time.Duration;
import java.util.function.Consumer;

/** A worker on the log. */
final class LogConnection implements WorkerConnection {

  private static final Duration GOODBYE_LIMIT = Duration.ofMillis(300);

  private final Log log;
  private final WorkerLinks links;
  private final HostDown goodbye;
  private final BlobPublisher blobs;

  /**
   * Creates a connection that owns its log and closes it.
   *
   * @param host the incarnation of the worker's host
   * @param incarnation the worker
   * @param onLost told when the log is lost for good
   */
  LogConnection(Log log, long host, long incarnation, Consumer<? super Exception> onLost) {
    this.log = log;
    this.links = new WorkerLogLinks(log, onLost);
    this.goodbye = new HostDown(host);
    this.blobs = new BlobPublisher(log, incarnation);
  }

  @Override
  public WorkerLinks links() {
    return links;
  }

  @Override
  public BlobPublisher blobs() {
    return blobs;
  }

  /** So that others need not wait for the host's silence to tell them. */
  @Override
  public void sayHostIsDown() {
    try {
      log.events().publish(goodbye);
      log.publisher().flush(GOODBYE_LIMIT);
    } catch (BatonException e) {
      // The broker is away; the host's silence will tell the others.
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
