package dev.baton.pool.medium;

import dev.baton.link.CoordinatorLinks;
import dev.baton.log.Events;
import dev.baton.role.Receiver;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.Quarantined;
import dev.baton.wire.ResultBatch;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** What a coordinator and its workers reach each other by. Thread-safe. */
public interface Medium extends AutoCloseable {

  /**
   * The links of a coordinator; asked for once.
   *
   * @param onLost told when nothing can be sent any more
   * @param onWorkerEnded told of each worker that a link led to and leads to no more, once all that
   *     came over it was acted upon
   */
  CoordinatorLinks links(
      long coordinator, Consumer<? super Exception> onLost, LongConsumer onWorkerEnded);

  /**
   * Has results acted upon that come another way than {@link CoordinatorLinks#results} too.
   *
   * @param receiving called, perhaps, with what is to be received on a thread of its own; it is
   *     closed by whoever does that
   */
  default void receiveFurther(Consumer<Receiver<ResultBatch>> receiving) {}

  /** Whether links take what is sent now without waiting. */
  boolean takesAtOnce();

  /** The events of the pool. */
  Events events();

  /** The results that a coordinator's tasks have left since a time. */
  KnownResults known(long coordinator, Instant since);

  /** Records a task that was given up, if this lasts. */
  void record(Quarantined task);

  /** How much of a task that was given up can be recorded. */
  PayloadLimit recordLimit();

  /** Nothing is sent or received any more. */
  @Override
  void close();
}
