package dev.baton.link;

import dev.baton.wire.InboxRecord;

/**
 * From a coordinator to one worker. Thread-safe; what one thread sends arrives in the order in
 * which it was sent, so that a cancel or a recall never overtakes the batch that it is about.
 */
@FunctionalInterface
public interface TaskLink {

  /**
   * Sends a record, without waiting until it has arrived.
   *
   * @throws dev.baton.BatonException if the link is closed, or the record too large for it
   */
  void send(InboxRecord record);
}
