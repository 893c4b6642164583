package dev.baton.role;

import java.time.Duration;
import java.util.List;

/**
 * Receives records. For one thread, except {@link #wakeup()}, {@link #malformed()} and {@link
 * #lag()}.
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

  /**
   * How many records are there to be received, as of the last {@link #receive}; 0 where that is not
   * known.
   */
  default long lag() {
    return 0;
  }

  @Override
  void close();
}
