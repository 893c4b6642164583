package dev.baton.link;

import dev.baton.wire.InboxRecord;

/**
 * A link from a coordinator to one worker. Thread-safe; what one thread sends arrives in order, so
 * that a cancel or a recall never overtakes its batch.
 */
@FunctionalInterface
public interface TaskLink {

  /**
   * Sends a record without waiting for its arrival.
   *
   * @throws dev.baton.BatonException if the link is closed, or the record too large for it
   */
  void send(InboxRecord record);
}
