package dev.baton.pool.medium;

import dev.baton.link.CoordinatorLinks;
import dev.baton.link.TaskLink;
import dev.baton.link.local.CoordinatorSockets;
import dev.baton.link.log.CoordinatorLogLinks;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.Address.OnBoth;
import dev.baton.wire.Address.OnLog;
import dev.baton.wire.Address.OnSocket;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import org.jspecify.annotations.Nullable;

/**
 * Links of a cluster's coordinator: over sockets to the workers of its host, over the log to all
 * others. What comes over the log is not in {@link #results}.
 */
final class NearLinks implements CoordinatorLinks {

  private final CoordinatorSockets sockets;
  private final CoordinatorLogLinks log;
  private final OnLog own;
  private final boolean keepsResults;

  /**
   * Creates links.
   *
   * @param own where the coordinator's results are on the log
   * @param keepsResults whether results that come over sockets are to be on the log as well
   */
  NearLinks(CoordinatorSockets sockets, CoordinatorLogLinks log, OnLog own, boolean keepsResults) {
    this.sockets = sockets;
    this.log = log;
    this.own = own;
    this.keepsResults = keepsResults;
  }

  private CoordinatorLinks of(Address chosen) {
    return chosen instanceof OnSocket ? sockets : log;
  }

  @Override
  public @Nullable Address choose(long host, Address inbox) {
    Address near = inbox instanceof OnBoth(_, Address end) ? sockets.choose(host, end) : null;
    return near == null ? log.choose(host, inbox) : near;
  }

  @Override
  public TaskLink toWorker(Address inbox) {
    return of(inbox).toWorker(inbox);
  }

  @Override
  public Address resultsFrom(Address inbox) {
    Address results = of(inbox).resultsFrom(inbox);
    return keepsResults && inbox instanceof OnSocket ? new OnBoth(own, results) : results;
  }

  /** What comes over sockets. */
  @Override
  public Receiver<ResultBatch> results() {
    return sockets.results();
  }

  @Override
  public boolean hasMoreFrom(long incarnation) {
    return sockets.hasMoreFrom(incarnation);
  }

  /** A task may go to a worker of this host first, and to another afterwards. */
  @Override
  public PayloadLimit limit() {
    return log.limit();
  }
}
