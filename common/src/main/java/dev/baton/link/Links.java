package dev.baton.link;

import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;

/** All links that begin or end in one process. Thread-safe. */
public interface Links {

  /**
   * Whether an address can be that of a worker of this pool. Addresses come in records, and a
   * record may say anything.
   */
  boolean reachWorker(Address inbox);

  /** Whether an address can be that of a coordinator of this pool. */
  boolean reachCoordinator(Address results);

  /** The link to a worker. */
  TaskLink toWorker(Address inbox);

  /** The link to a coordinator. */
  ResultLink toCoordinator(Address results);

  /**
   * Where this process, a worker, gets its tasks: all that is sent once this returns. The caller
   * closes it.
   */
  Receiver<InboxRecord> inbox(Address own);

  /**
   * Where this process, a coordinator, gets its results: all that is sent once this returns. Others
   * may have the same address. The caller closes it.
   */
  Receiver<ResultBatch> results(Address own);

  /** How much of what users hand over one record can carry. */
  PayloadLimit limit();
}
