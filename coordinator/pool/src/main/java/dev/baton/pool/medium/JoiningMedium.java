package dev.baton.pool.medium;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.link.CoordinatorLinks;
import dev.baton.link.local.CoordinatorSockets;
import dev.baton.link.local.LocalEvents;
import dev.baton.link.log.CoordinatorLogLinks;
import dev.baton.log.Channel;
import dev.baton.log.Events;
import dev.baton.log.Log;
import dev.baton.log.PublishCallback;
import dev.baton.pool.thread.FailureLog;
import dev.baton.role.Receiver;
import dev.baton.wire.Event;
import dev.baton.wire.Frame;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.Quarantined;
import dev.baton.wire.ResultBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sockets, which need no log, and a log for what has to last as soon as there is one: results that
 * came over the sockets are put on it, so that in the end all are there.
 */
public final class JoiningMedium implements Medium {

  /**
   * How long the end waits for the log: a broker starts within seconds, or ten on a busy machine.
   */
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(30);

  private final LocalEvents local;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final List<Quarantined> unrecorded = new ArrayList<>();
  private final ResultSpool unpublished;
  private volatile @Nullable Log log;
  private long coordinator;
  private int resultsPartition;
  private Consumer<? super Exception> onLost = _ -> {};
  private volatile boolean closed;
  private volatile boolean discarding;

  /**
   * Creates a medium on sockets.
   *
   * @param local the events, which the host agent in this process shares
   * @param dataDirectory keeps what the log will keep until there is one; null if that may end with
   *     this process
   */
  public JoiningMedium(LocalEvents local, @Nullable Path dataDirectory) {
    this.local = local;
    this.unpublished = new ResultSpool(dataDirectory);
  }

  /** The events on this host. */
  public LocalEvents local() {
    return local;
  }

  /**
   * Joins a log, which this medium closes.
   *
   * @return false if this medium is closed; the log is then closed too
   */
  public boolean join(Log opened) {
    try {
      publishKept(opened);
    } catch (BatonException e) {
      if (!closed) {
        throw e;
      }
      // The end did not wait for a broker that no longer takes records, and has said so.
    }
    settled.countDown();
    if (closed) {
      opened.close();
    }
    return !closed;
  }

  private synchronized void publishKept(Log opened) {
    if (!closed) {
      resultsPartition = CoordinatorLogLinks.resultsOf(opened, coordinator).partition();
      log = opened;
      unpublished.readAll(frame -> publish(opened, frame));
      unrecorded.forEach(task -> record(opened, task));
      unrecorded.clear();
    }
  }

  /** Notes that there will be no log. */
  public void cannotJoin() {
    settled.countDown();
  }

  /** Notes that the data on the log will not be read. */
  public void discard() {
    discarding = true;
  }

  @Override
  public synchronized CoordinatorLinks links(
      long coordinator, Consumer<? super Exception> onLost, LongConsumer onWorkerEnded) {
    this.coordinator = coordinator;
    this.onLost = onLost;
    return new RecordedSockets(
        new CoordinatorSockets(coordinator, (_, _) -> true, onWorkerEnded), this::keep);
  }

  @Override
  public boolean takesAtOnce() {
    return true;
  }

  /** Events reach everything in this process; other processes once there is a log. */
  @Override
  public Events events() {
    return new Events() {
      @Override
      public void publish(Event event, PublishCallback callback) {
        Log known = log;
        if (known == null) {
          local.publish(event, callback);
        } else {
          local.publish(event, PublishCallback.IGNORE);
          known.events().publish(event, callback);
        }
      }

      @Override
      public Receiver<Event> receive() {
        return local.receive();
      }
    };
  }

  /** A coordinator that resumes a job waits for the log. */
  @Override
  public KnownResults known(long coordinator, Instant since) {
    throw new IllegalStateException("there is no log to read yet");
  }

  @Override
  public synchronized void record(Quarantined task) {
    Log known = log;
    if (known == null) {
      unrecorded.add(task);
    } else {
      record(known, task);
    }
  }

  private static void record(Log log, Quarantined task) {
    log.publisher().publish(Channel.QUARANTINE, 0, Frame.encode(task), PublishCallback.IGNORE);
  }

  /** The same as an embedded broker's. */
  @Override
  public PayloadLimit recordLimit() {
    return CoordinatorSockets.LIMIT;
  }

  /** Keeps results that came over a socket. */
  private synchronized void keep(ResultBatch batch) {
    byte[] frame = Frame.encode(batch);
    Log known = log;
    if (known == null) {
      unpublished.add(frame);
    } else {
      publish(known, frame);
    }
  }

  private void publish(Log to, byte[] frame) {
    to.publisher().publish(Channel.RESULTS, resultsPartition, frame, this::published);
  }

  private void published(@Nullable Exception failure) {
    if (failure != null) {
      onLost.accept(failure);
    }
  }

  /**
   * Afterwards everything that belongs on the log is there, unless it will not be read, or the log
   * has not taken it within the limit. Takes no lock: whoever publishes may hold it for as long as
   * a broker is away, and ends only as the log closes.
   */
  @Override
  public void close() {
    boolean isComplete = awaitLog();
    closed = true;
    Log known = log;
    if (known != null) {
      if (isComplete && flush(known)) {
        unpublished.remove();
      }
      known.close();
    }
    unpublished.close();
  }

  /** Returns whether all results of this process are on the log, or on their way. */
  private boolean awaitLog() {
    try {
      if (discarding || settled.await(JOIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      FailureLog.log(
          "Results of tasks that have ended are not on the log",
          new EnvironmentException("The broker was not ready in time."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private boolean flush(Log known) {
    try {
      if (!discarding) {
        known.publisher().flush(JOIN_LIMIT);
      }
      return true;
    } catch (BatonException e) {
      FailureLog.log("Results of tasks that have ended are not on the log", e);
      return false;
    }
  }
}
