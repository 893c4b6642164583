package dev.baton.dispatch;

import dev.baton.LossCause;
import dev.baton.PoolEvent;
import dev.baton.codec.FailureCodec;
import dev.baton.role.Clock;
import dev.baton.wire.Attempts;
import dev.baton.wire.ResultBatch;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes events for whoever observes a pool out of what its roles know; called without any lock.
 * There is none unless somebody observes. Thread-safe if its consumer is.
 */
public final class EventTeller {

  /** Of a failure's text; deep recursion has more, and says no more with it. */
  private static final int MOST_CHARS = 8_192;

  private static final PoolEvent.Times NO_TIMES = new PoolEvent.Times(0, 0, 0, 0, 0, 0);

  private final Consumer<? super PoolEvent> events;
  private final Clock clock;

  /** Creates a teller that passes on all events. */
  public EventTeller(Consumer<? super PoolEvent> events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  /** A worker can take tasks. */
  public void started(KnownWorker worker) {
    events.accept(
        new PoolEvent.WorkerStarted(
            clock.epochMicros(),
            worker.incarnation(),
            worker.name(),
            worker.slots(),
            worker.pid()));
  }

  /**
   * A worker is gone.
   *
   * @param runningTask the task that it ran, or −1
   */
  public void lost(
      KnownWorker worker, LossCause cause, String evidence, long runningTask, List<Attempts> lost) {
    events.accept(
        new PoolEvent.WorkerLost(
            clock.epochMicros(),
            worker.incarnation(),
            worker.name(),
            cause,
            evidence,
            runningTask,
            lost.stream().map(EventTeller::plain).toList()));
  }

  /**
   * A worker had nothing to do and has ended.
   *
   * @param takenBack what was on its way to it, and runs elsewhere
   */
  public void parked(KnownWorker worker, List<Attempts> takenBack) {
    for (Attempts each : takenBack) {
      answered(worker.incarnation(), plain(each), PoolEvent.Answer.RETURNED, 0, NO_TIMES, 0, "");
    }
    events.accept(
        new PoolEvent.WorkerParked(clock.epochMicros(), worker.incarnation(), worker.name()));
  }

  /** Attempts are lost though their worker is not, or was gone before. */
  public void lost(LossCause cause, String evidence, List<Attempts> lost) {
    if (!lost.isEmpty()) {
      events.accept(
          new PoolEvent.AttemptsLost(
              clock.epochMicros(),
              cause,
              evidence,
              lost.stream().map(EventTeller::plain).toList()));
    }
  }

  /** Attempts are about to be sent. */
  void sent(KnownWorker worker, List<Outgoing> tasks) {
    events.accept(
        new PoolEvent.Sent(
            clock.epochMicros(),
            worker.incarnation(),
            worker.name(),
            tasks.stream()
                .map(task -> new PoolEvent.Sent.Part(plain(task.attempts()), task.waitedNs()))
                .toList()));
  }

  /**
   * A worker has answered.
   *
   * @param accepted how many tasks the answer has ended
   * @param bytes the size of the result
   * @param returnNs how long the answer was on its way
   */
  public void answered(
      long incarnation, ResultBatch.Entry result, int accepted, long bytes, long returnNs) {
    ResultBatch.Times times = result.times();
    answered(
        incarnation,
        plain(result.attempts()),
        answer(result.status()),
        accepted,
        new PoolEvent.Times(
            times.transferNs(),
            times.queueNs(),
            times.decodeNs(),
            times.executeNs(),
            times.encodeResultNs(),
            returnNs),
        bytes,
        failure(result));
  }

  private void answered(
      long incarnation,
      PoolEvent.Attempts attempts,
      PoolEvent.Answer answer,
      int accepted,
      PoolEvent.Times times,
      long bytes,
      String failure) {
    events.accept(
        new PoolEvent.Answered(
            clock.epochMicros(), incarnation, attempts, answer, accepted, times, bytes, failure));
  }

  private static PoolEvent.Answer answer(ResultBatch.Status status) {
    return switch (status) {
      case DONE -> PoolEvent.Answer.DONE;
      case FAILED -> PoolEvent.Answer.FAILED;
      case CANCELLED -> PoolEvent.Answer.CANCELLED;
      case RETURNED -> PoolEvent.Answer.RETURNED;
    };
  }

  private static String failure(ResultBatch.Entry result) {
    return result.status() == ResultBatch.Status.FAILED
        ? FailureCodec.stackTrace(result.payload().bytes(), MOST_CHARS)
        : "";
  }

  private static PoolEvent.Attempts plain(Attempts attempts) {
    return new PoolEvent.Attempts(attempts.from(), attempts.items(), attempts.number());
  }
}
