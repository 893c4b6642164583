package dev.baton.journal;

import dev.baton.wire.WireRecord;

/** Where records about jobs are appended. Thread-safe. */
public interface Journal extends AutoCloseable {

  /**
   * Appends a record; on return the end of this process cannot undo it.
   *
   * @throws dev.baton.EnvironmentException if it cannot be written
   */
  void append(WireRecord record);

  @Override
  void close();
}
