package dev.baton.agent;

import dev.baton.log.Message;
import dev.baton.log.Subscription;
import dev.baton.wire.Frame;
import dev.baton.wire.JobBeat;
import dev.baton.wire.MalformedRecordException;
import dev.baton.wire.WhoIsThere;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads the events channel for what a host needs to know. One thread runs it. */
final class EventsLoop implements Runnable {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Subscription events;
  private final Runnable onQuestion;
  private final Consumer<JobBeat> onJob;
  private final Consumer<RuntimeException> onBroken;
  private volatile boolean stopped;

  /**
   * A loop; closes the subscription at its end.
   *
   * @param onQuestion called when somebody asks who is there
   * @param onJob told how far each job is
   * @param onBroken told when reading failed for good
   */
  EventsLoop(
      Subscription events,
      Runnable onQuestion,
      Consumer<JobBeat> onJob,
      Consumer<RuntimeException> onBroken) {
    this.events = events;
    this.onQuestion = onQuestion;
    this.onJob = onJob;
    this.onBroken = onBroken;
  }

  /** Makes {@link #run} return soon. Thread-safe. */
  void stop() {
    stopped = true;
    events.wakeup();
  }

  @Override
  public void run() {
    try (events) {
      while (!stopped) {
        for (Message message : events.poll(POLL)) {
          accept(message);
        }
      }
    } catch (RuntimeException e) {
      if (!stopped) {
        onBroken.accept(e);
      }
    }
  }

  private void accept(Message message) {
    try {
      switch (Frame.decode(message.bytes())) {
        case WhoIsThere _ -> onQuestion.run();
        case JobBeat beat -> onJob.accept(beat);
        default -> {} // of other hosts, or from this one
      }
    } catch (MalformedRecordException e) {
      // Not Baton's.
    }
  }
}
