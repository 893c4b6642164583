package dev.baton.role;

import java.time.Duration;
import java.util.List;

/**
 * Receives records. For one thread, except {@link #wakeup()} and {@link #malformed()}.
 *
 * @param <R> the type of the records
 */
public interface Receiver<R> extends AutoCloseable {

  /**
   * The next records in the order in which they were sent, or none when {@code limit} has passed or
   * {@link #wakeup()} was called.
   *
   * @throws dev.baton.EnvironmentException if nothing will arrive any more
   */
  List<R> receive(Duration limit);

  /** Makes the current or the next {@link #receive} return at once. Thread-safe. */
  void wakeup();

  /** How many records arrived that did not have the expected type, and were skipped. */
  long malformed();

  @Override
  void close();
}
