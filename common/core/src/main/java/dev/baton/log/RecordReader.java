package dev.baton.log;

import dev.baton.wire.Frame;
import dev.baton.wire.WireRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Reads the records of one type from a partition. Anything else is counted and skipped, because a
 * topic may be shared with programs that write other data. For one thread, except {@link
 * #wakeup()}, {@link #malformed()} and {@link #lag()}.
 */
public final class RecordReader<R extends WireRecord> implements AutoCloseable {

  private final Subscription subscription;
  private final Class<R> type;
  private final LongAdder malformed = new LongAdder();

  RecordReader(Subscription subscription, Class<R> type) {
    this.subscription = subscription;
    this.type = type;
  }

  /** The next records, or none when {@code limit} has passed or the reader was woken. */
  public List<Logged<R>> read(Duration limit) {
    List<Logged<R>> records = new ArrayList<>();
    for (Message message : subscription.poll(limit)) {
      if (!decode(message, type, records::add)) {
        malformed.increment();
      }
    }
    return records;
  }

  /** Makes the current or the next {@link #read} return at once. Thread-safe. */
  public void wakeup() {
    subscription.wakeup();
  }

  /** How many messages were skipped. Thread-safe. */
  public long malformed() {
    return malformed.sum();
  }

  /** How many messages there are behind the last one that was read. Thread-safe. */
  public long lag() {
    return subscription.lag();
  }

  @Override
  public void close() {
    subscription.close();
  }

  /** Passes on a message's record if it has the type; returns whether it has. */
  static <R extends WireRecord> boolean decode(
      Message message, Class<R> type, Consumer<? super Logged<R>> reader) {
    R record = Frame.decode(message.data(), type);
    if (record != null) {
      reader.accept(new Logged<>(record, message.timestampMs()));
    }
    return record != null;
  }
}
