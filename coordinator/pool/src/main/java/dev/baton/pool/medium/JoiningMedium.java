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
 * Sockets at first, and the log as soon as there is one. Results that came over sockets are put on
 * the log too, so that in the end all are there, whichever way they came.
 */
public final class JoiningMedium implements Medium {

  /**
   * How long the end waits for the log: a broker starts within seconds, or on a busy machine ten.
   */
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(30);

  private final LocalEvents local;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final List<Quarantined> unrecorded = new ArrayList<>();
  private final ResultSpool unpublished;
  private @Nullable JoiningLinks links;
  private @Nullable Consumer<Receiver<ResultBatch>> receiving;
  private @Nullable Log log;
  private int resultsPartition;
  private boolean closed;
  private volatile boolean joined;
  private volatile boolean discarding;

  /**
   * A medium on sockets.
   *
   * @param local the events, which the host agent in this process shares
   * @param dataDirectory what the log will keep is kept there meanwhile; null if it is to end with
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
   * There is a log from now on, which this medium closes.
   *
   * @return false if it was closed already, and the log with it
   */
  public synchronized boolean join(Log opened) {
    JoiningLinks own = links;
    Consumer<Receiver<ResultBatch>> further = receiving;
    if (closed || own == null || further == null) {
      opened.close();
      settled.countDown();
      return false;
    }
    log = opened;
    var results = CoordinatorLogLinks.resultsOf(opened, own.coordinator());
    resultsPartition = results.partition();
    CoordinatorLogLinks onLog = new CoordinatorLogLinks(opened, results, own.onLost());
    Receiver<ResultBatch> receiver = onLog.results();
    unpublished.readAll(frame -> publish(opened, frame));
    unrecorded.forEach(task -> record(opened, task));
    unrecorded.clear();
    joined = true;
    own.join(onLog);
    further.accept(receiver);
    settled.countDown();
    return true;
  }

  /** There will be no log. */
  public void cannotJoin() {
    settled.countDown();
  }

  /** Nobody will read what is on the log. */
  public void discard() {
    discarding = true;
  }

  @Override
  public synchronized CoordinatorLinks links(
      long coordinator, Consumer<? super Exception> onLost, LongConsumer onWorkerEnded) {
    CoordinatorSockets sockets = new CoordinatorSockets(coordinator, _ -> true, onWorkerEnded);
    JoiningLinks made = new JoiningLinks(coordinator, sockets, onLost, this::keep);
    links = made;
    return made;
  }

  @Override
  public synchronized void receiveFurther(Consumer<Receiver<ResultBatch>> receiver) {
    receiving = receiver;
  }

  /** Until there is a log: a send to it may wait. */
  @Override
  public boolean takesAtOnce() {
    return !joined;
  }

  /** All hear of it who live in this process; others when there is a log. */
  @Override
  public Events events() {
    return new Events() {
      @Override
      public void publish(Event event, PublishCallback callback) {
        Log known = log();
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

  private synchronized @Nullable Log log() {
    return log;
  }

  /** A coordinator that goes on waits for the log. */
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

  /** As an embedded broker has it. */
  @Override
  public PayloadLimit recordLimit() {
    return CoordinatorSockets.LIMIT;
  }

  /** Results that came over a socket. */
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
    to.publisher().publish(Channel.RESULTS, resultsPartition, frame, PublishCallback.IGNORE);
  }

  /** Unless nobody will read it, all that is to be on the log is there then. */
  @Override
  public void close() {
    awaitLog();
    Log known;
    synchronized (this) {
      closed = true;
      known = log;
    }
    if (known != null) {
      if (flush(known)) {
        unpublished.remove();
      }
      known.close();
    }
    unpublished.close();
  }

  private void awaitLog() {
    try {
      if (!discarding && !settled.await(JOIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        FailureLog.log(
            "Results of tasks that have ended are not on the log",
            new EnvironmentException("The broker was not ready in time."));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
