package dev.baton.log;

import java.time.Duration;
import java.util.List;

/** Reads partitions in log order. For one thread, except {@link #wakeup()} and {@link #lag()}. */
public interface Subscription extends AutoCloseable {

  /**
   * The next records, or none when {@code limit} has passed or {@link #wakeup()} was called.
   *
   * <p>While the broker is away this returns nothing; reading continues at the same position when
   * the broker is back.
   */
  List<Message> poll(Duration limit);

  /** Continues with one partition, and no others, from an offset on. */
  void seek(ChannelPartition partition, long offset);

  /** Makes the current or the next {@link #poll} return at once. Thread-safe. */
  void wakeup();

  /** How many messages the broker had beyond those that were read, when it last sent some. */
  long lag();

  @Override
  void close();
}
