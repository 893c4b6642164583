package dev.baton.collect;

import dev.baton.log.Message;
import dev.baton.log.Subscription;
import dev.baton.wire.Event;
import dev.baton.wire.Frame;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.JournalRecord;
import dev.baton.wire.MalformedRecordException;
import dev.baton.wire.Quarantined;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WhoIsThere;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Reads results and events, and hands them on. One thread runs it. */
public final class Collector implements Runnable {

  private static final Duration POLL = Duration.ofMillis(500);

  private final long coordinator;
  private final Subscription subscription;
  private final Results results;
  private final Hosts hosts;
  private final Runnable onQuestion;
  private final Runnable afterEach;
  private final Consumer<Exception> onBroken;
  private final LongAdder malformed = new LongAdder();
  private volatile boolean stopped;

  /**
   * A collector; it does nothing until a thread runs it.
   *
   * @param coordinator whose results to take; those of others that share the partition are passed
   *     over
   * @param subscription the coordinator's partition of results, and the events; closed at the end
   *     of {@link #run}
   * @param onQuestion called when somebody asks who is there
   * @param afterEach called when something was read: there may be room for tasks
   * @param onBroken told when reading failed for good
   */
  public Collector(
      long coordinator,
      Subscription subscription,
      CollectorTargets targets,
      Runnable onQuestion,
      Runnable afterEach,
      Consumer<Exception> onBroken) {
    this.coordinator = coordinator;
    this.subscription = subscription;
    this.results = new Results(targets);
    this.hosts = new Hosts(targets.ledger(), targets.roster(), targets.inboxes());
    this.onQuestion = onQuestion;
    this.afterEach = afterEach;
    this.onBroken = onBroken;
  }

  /** Makes {@link #run()} return soon. Thread-safe. */
  public void stop() {
    stopped = true;
    subscription.wakeup();
  }

  /** How many records on the channels were none of Baton's. */
  public long malformedRecords() {
    return malformed.sum();
  }

  /**
   * Reads until it is stopped, or reading has failed; what else it throws is a fault of Baton's.
   */
  @Override
  public void run() {
    try (subscription) {
      while (!stopped) {
        read().forEach(this::accept);
        hosts.check();
        afterEach.run();
      }
    }
  }

  private List<Message> read() {
    try {
      return subscription.poll(POLL);
    } catch (RuntimeException e) {
      if (!stopped) {
        stopped = true;
        onBroken.accept(e);
      }
      return List.of();
    }
  }

  private void accept(Message message) {
    try {
      switch (Frame.decode(message.bytes())) {
        case ResultBatch batch -> {
          if (batch.coordinator() == coordinator) {
            results.accept(batch);
          }
        }
        case WhoIsThere _ -> onQuestion.run();
        case Event event -> hosts.accept(event, System.nanoTime());
        case InboxRecord _, JournalRecord _, Quarantined _ -> malformed.increment();
      }
    } catch (MalformedRecordException e) {
      malformed.increment();
    }
  }
}
