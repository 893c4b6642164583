package dev.baton.wire;

/**
 * What a coordinator sends to a worker's inbox.
 *
 * <p>It is addressed to one incarnation of the worker: what a dead worker left unread is never
 * handled by its successor.
 */
public sealed interface InboxRecord extends WireRecord permits TaskBatch, Cancel, Recall, Forget {

  /** The coordinator that sent the record; results go back under this number. */
  long coordinator();

  /** The incarnation of the worker that the record is for. */
  long incarnation();
}
