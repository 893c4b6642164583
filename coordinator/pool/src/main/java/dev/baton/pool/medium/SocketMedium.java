package dev.baton.pool.medium;

import dev.baton.link.CoordinatorLinks;
import dev.baton.link.local.CoordinatorSockets;
import dev.baton.link.local.LocalEvents;
import dev.baton.log.Events;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.Quarantined;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Sockets of this host: fast, but not durable. */
public final class SocketMedium implements Medium {

  private final LocalEvents events;

  /** Creates a medium that shares its events with the host agent. */
  public SocketMedium(LocalEvents events) {
    this.events = events;
  }

  /** The agent lives in this process: each file that it names is a worker's socket. */
  @Override
  public CoordinatorLinks links(
      long coordinator, Consumer<? super Exception> onLost, LongConsumer onWorkerEnded) {
    return new CoordinatorSockets(coordinator, (_, _) -> true, onWorkerEnded);
  }

  @Override
  public boolean takesAtOnce() {
    return true;
  }

  @Override
  public Events events() {
    return events;
  }

  @Override
  public KnownResults known(long coordinator, Instant since) {
    return KnownResults.none();
  }

  /** There is no place to record it; listeners of the pool have been told. */
  @Override
  public void record(Quarantined task) {}

  @Override
  public PayloadLimit recordLimit() {
    return PayloadLimit.ofRecords(Integer.MAX_VALUE);
  }

  /** The receivers close the connections. */
  @Override
  public void close() {}
}
