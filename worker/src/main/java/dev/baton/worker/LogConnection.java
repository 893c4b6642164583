package dev.baton.worker;

import dev.baton.BatonException;
import dev.baton.link.WorkerLinks;
import dev.baton.link.log.WorkerLogLinks;
import dev.baton.log.Log;
import dev.baton.wire.HostDown;
import java.time.Duration;
import java.util.function.Consumer;

/** A worker on the log. */
final class LogConnection implements WorkerConnection {

  private static final Duration GOODBYE_LIMIT = Duration.ofMillis(300);

  private final Log log;
  private final WorkerLinks links;
  private final HostDown goodbye;

  /**
   * A connection that closes its log in the end.
   *
   * @param host the incarnation of the worker's host
   * @param onLost told when the log is gone for good
   */
  LogConnection(Log log, long host, Consumer<? super Exception> onLost) {
    this.log = log;
    this.links = new WorkerLogLinks(log, onLost);
    this.goodbye = new HostDown(host);
  }

  @Override
  public WorkerLinks links() {
    return links;
  }

  /** Others need not wait for its silence to tell. */
  @Override
  public void sayHostIsDown() {
    try {
      log.events().publish(goodbye);
      log.publisher().flush(GOODBYE_LIMIT);
    } catch (BatonException e) {
      // The broker is away; the host's silence will tell the same.
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
