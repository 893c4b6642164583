package dev.baton.cli.status;

import dev.baton.EnvironmentException;
import dev.baton.log.Log;
import dev.baton.log.Logged;
import dev.baton.log.RecordReader;
import dev.baton.log.Start;
import dev.baton.wire.Event;
import dev.baton.wire.Liveness;
import dev.baton.wire.WhoIsThere;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks all hosts and coordinators of a pool who is there, and listens until all that were there a
 * moment ago have answered.
 */
public final class RollCall {

  /**
   * How far back the events are read: a host that has fallen silent stays in sight for so long. It
   * is all that is read of the log.
   */
  private static final Duration LOOK_BACK = Liveness.HOST_LOST.multipliedBy(3);

  /** Hosts beat without being asked; those that have not after a beat and a half are late. */
  private static final Duration ANSWER_LIMIT = Liveness.HOST_BEAT.multipliedBy(3).dividedBy(2);

  /** If nobody was known before: silence after an answer means that all have answered. */
  private static final Duration QUIET = Duration.ofMillis(400);

  private static final Duration BROKER_LIMIT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Log log;

  public RollCall(Log log) {
    this.log = log;
  }

  /**
   * Asks, and waits for the answers.
   *
   * @throws EnvironmentException if the broker does not take the question
   */
  Roll read() {
    long question = new SplittableRandom().nextLong();
    Roll roll = new Roll(question);
    Instant since = Instant.now().minus(LOOK_BACK);
    try (RecordReader<Event> events = log.events().read(new Start.Since(since))) {
      AtomicBoolean isRefused = new AtomicBoolean();
      log.events().publish(new WhoIsThere(question), failure -> isRefused.set(failure != null));
      listen(events, roll, isRefused);
    }
    return roll;
  }

  /**
   * The hosts that are there or have just fallen silent.
   *
   * @throws EnvironmentException if the broker does not take the question
   */
  public List<HeardHost> hosts() {
    return read().hosts();
  }

  /** Who may only look cannot ask, and waits for the beats instead. */
  private static void listen(RecordReader<Event> events, Roll roll, AtomicBoolean isRefused) {
    long startNs = System.nanoTime();
    long askedNs = Long.MAX_VALUE;
    long lastNs = startNs;
    long answers = 0;
    while (!roll.isComplete()) {
      for (Logged<Event> event : events.read(POLL)) {
        roll.hear(event);
      }
      long nowNs = System.nanoTime();
      if (!roll.wasAsked() && !isRefused.get()) {
        if (nowNs - startNs > BROKER_LIMIT.toNanos()) {
          throw new EnvironmentException(
              "The broker answers, but does not take records: is it short of disk space, or of"
                  + " replicas in sync?");
        }
        continue;
      }
      askedNs = Math.min(askedNs, nowNs);
      if (roll.answers() > answers) {
        answers = roll.answers();
        lastNs = nowNs;
      }
      boolean isQuiet = !isRefused.get() && answers > 0 && nowNs - lastNs > QUIET.toNanos();
      if (isQuiet || nowNs - askedNs > ANSWER_LIMIT.toNanos()) {
        return;
      }
    }
  }
}
