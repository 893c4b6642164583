package dev.baton.pool.medium;

import dev.baton.link.CoordinatorLinks;
import dev.baton.log.Events;
import dev.baton.log.Log;
import dev.baton.role.Receiver;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.Quarantined;
import dev.baton.wire.ResultBatch;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The connection between a coordinator and its workers. Thread-safe. */
public interface Medium extends AutoCloseable {

  /**
   * The links of a coordinator; asked for once.
   *
   * @param onLost told when nothing can be sent any more
   * @param onWorkerEnded told of each worker whose link has ended, once everything that came over
   *     it was handled
   */
  CoordinatorLinks links(
      long coordinator, Consumer<? super Exception> onLost, LongConsumer onWorkerEnded);

  /**
   * Adds receivers for results that do not come through {@link CoordinatorLinks#results}.
   *
   * @param receiving may be called with a receiver, which it must run on its own thread and close
   */
  default void receiveFurther(Consumer<Receiver<ResultBatch>> receiving) {}

  /** Whether links accept records now without waiting. */
  boolean takesAtOnce();

  /** The events of the pool. */
  Events events();

  /** The log, if workers on other hosts may be reached over it; closed with the medium. */
  default @Nullable Log toOtherHosts() {
    return null;
  }

  /** The results of a coordinator's tasks since a time. */
  KnownResults known(long coordinator, Instant since);

  /** Records a task that was given up, if this medium is durable. */
  void record(Quarantined task);

  /** The size limit for recording a task that was given up. */
  PayloadLimit recordLimit();

  /** Stops sending and receiving. */
  @Override
  void close();
}
