package dev.baton.pool.medium;

import dev.baton.link.CoordinatorLinks;
import dev.baton.link.TaskLink;
import dev.baton.link.local.CoordinatorSockets;
import dev.baton.link.log.CoordinatorLogLinks;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.Address.OnSocket;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Links over sockets, and over the log as soon as there is one; the address decides which. */
final class JoiningLinks implements CoordinatorLinks {

  private final long coordinator;
  private final CoordinatorSockets sockets;
  private final Consumer<? super Exception> onLost;
  private final Consumer<ResultBatch> onResults;
  private volatile @Nullable CoordinatorLogLinks log;

  /**
   * Creates links over sockets.
   *
   * @param onLost told when the log is lost for good
   * @param onResults receives what comes over sockets, before it is handled
   */
  JoiningLinks(
      long coordinator,
      CoordinatorSockets sockets,
      Consumer<? super Exception> onLost,
      Consumer<ResultBatch> onResults) {
    this.coordinator = coordinator;
    this.sockets = sockets;
    this.onLost = onLost;
    this.onResults = onResults;
  }

  long coordinator() {
    return coordinator;
  }

  Consumer<? super Exception> onLost() {
    return onLost;
  }

  void join(CoordinatorLogLinks links) {
    log = links;
  }

  private CoordinatorLinks of(Address inbox) {
    CoordinatorLogLinks joined = log;
    return joined != null && !(inbox instanceof OnSocket) ? joined : sockets;
  }

  @Override
  public @Nullable Address choose(long host, Address inbox) {
    return of(inbox).choose(host, inbox);
  }

  @Override
  public TaskLink toWorker(Address inbox) {
    return of(inbox).toWorker(inbox);
  }

  @Override
  public Address resultsFrom(Address inbox) {
    return of(inbox).resultsFrom(inbox);
  }

  @Override
  public Receiver<ResultBatch> results() {
    return new Kept(sockets.results());
  }

  @Override
  public boolean hasMoreFrom(long incarnation) {
    return sockets.hasMoreFrom(incarnation);
  }

  /** Embedded brokers take as much, and only those are joined. */
  @Override
  public PayloadLimit limit() {
    return sockets.limit();
  }

  private final class Kept implements Receiver<ResultBatch> {

    private final Receiver<ResultBatch> results;

    private Kept(Receiver<ResultBatch> results) {
      this.results = results;
    }

    @Override
    public List<ResultBatch> receive(Duration limit) {
      List<ResultBatch> received = results.receive(limit);
      received.forEach(onResults);
      return received;
    }

    @Override
    public void wakeup() {
      results.wakeup();
    }

    @Override
    public long malformed() {
      return results.malformed();
    }

    @Override
    public long lag() {
      return results.lag();
    }

    @Override
    public void close() {
      results.close();
    }
  }
}
