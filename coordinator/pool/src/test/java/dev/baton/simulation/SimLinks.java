package dev.baton.simulation;

import dev.baton.link.ResultLink;
import dev.baton.link.TaskLink;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Links that do what others do, for those who want one thing otherwise. */
public class SimLinks implements Links {

  private final Links links;

  /** The same as these. */
  protected SimLinks(Links links) {
    this.links = links;
  }

  @Override
  public final @Nullable Address choose(long host, Address inbox) {
    return links.choose(host, inbox);
  }

  @Override
  public final boolean reachCoordinator(Address results) {
    return links.reachCoordinator(results);
  }

  @Override
  public TaskLink toWorker(Address inbox) {
    return links.toWorker(inbox);
  }

  @Override
  public ResultLink toCoordinator(Address results) {
    return links.toCoordinator(results);
  }

  @Override
  public final Address resultsFrom(Address inbox) {
    return links.resultsFrom(inbox);
  }

  @Override
  public final boolean hasMoreFrom(long incarnation) {
    return links.hasMoreFrom(incarnation);
  }

  @Override
  public final void flush(Duration limit) {
    links.flush(limit);
  }

  @Override
  public final Receiver<InboxRecord> inbox(Address own) {
    throw new UnsupportedOperationException("a process is given its records");
  }

  @Override
  public final Receiver<ResultBatch> results() {
    throw new UnsupportedOperationException("a process is given its records");
  }

  @Override
  public final PayloadLimit limit() {
    return links.limit();
  }
}
