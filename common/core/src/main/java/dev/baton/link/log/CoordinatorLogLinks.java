package dev.baton.link.log;

import dev.baton.link.CoordinatorLinks;
import dev.baton.link.TaskLink;
import dev.baton.log.Channel;
import dev.baton.log.Log;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.Address.OnBoth;
import dev.baton.wire.Address.OnLog;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator's links over the log: each worker has a partition of the inbox channel, each
 * coordinator one of the results channel, which it may share with others.
 */
public final class CoordinatorLogLinks implements CoordinatorLinks {

  private final Partitions partitions;
  private final OnLog own;

  /**
   * Creates links over a log, which the caller closes.
   *
   * @param own the coordinator's address for results, as given by {@link #resultsOf}
   * @param onLost told, on a thread of the log's, when a record was given up: the broker is gone
   *     for good
   */
  public CoordinatorLogLinks(Log log, OnLog own, Consumer<? super Exception> onLost) {
    this.partitions = new Partitions(log, onLost);
    this.own = own;
  }

  /** A coordinator's address for results on a log; other coordinators may share it. */
  public static OnLog resultsOf(Log log, long coordinator) {
    return new OnLog((int) Long.remainderUnsigned(coordinator, log.partitions(Channel.RESULTS)));
  }

  @Override
  public @Nullable Address choose(long host, Address inbox) {
    Address onLog = inbox instanceof OnBoth(OnLog log, _) ? log : inbox;
    return partitions.has(Channel.INBOX, onLog) ? onLog : null;
  }

  @Override
  public TaskLink toWorker(Address inbox) {
    return record -> partitions.send(Channel.INBOX, inbox, record);
  }

  @Override
  public Address resultsFrom(Address inbox) {
    return own;
  }

  @Override
  public Receiver<ResultBatch> results() {
    return partitions.receive(Channel.RESULTS, own, ResultBatch.class);
  }

  /** It is unknown what else a dead worker has sent. */
  @Override
  public boolean hasMoreFrom(long incarnation) {
    return false;
  }

  @Override
  public PayloadLimit limit() {
    return partitions.limit();
  }
}
