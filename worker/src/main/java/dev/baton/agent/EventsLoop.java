package dev.baton.agent;

import dev.baton.transport.Message;
import dev.baton.transport.Subscription;
import dev.baton.wire.Frame;
import dev.baton.wire.MalformedRecordException;
import dev.baton.wire.WhoIsThere;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads the events channel for questions to this host. One thread runs it. */
final class EventsLoop implements Runnable {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Subscription events;
  private final Runnable onQuestion;
  private final Consumer<RuntimeException> onBroken;
  private volatile boolean stopped;

  /**
   * A loop; closes the subscription at its end.
   *
   * @param onQuestion called when somebody asks who is there
   * @param onBroken told when reading failed for good
   */
  EventsLoop(Subscription events, Runnable onQuestion, Consumer<RuntimeException> onBroken) {
    this.events = events;
    this.onQuestion = onQuestion;
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
          if (isQuestion(message)) {
            onQuestion.run();
          }
        }
      }
    } catch (RuntimeException e) {
      if (!stopped) {
        onBroken.accept(e);
      }
    }
  }

  private static boolean isQuestion(Message message) {
    try {
      return Frame.decode(message.bytes()) instanceof WhoIsThere;
    } catch (MalformedRecordException e) {
      return false;
    }
  }
}
