package dev.baton.link;

import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;

/** The links of a coordinator. Thread-safe. */
public interface CoordinatorLinks {

  /**
   * Whether an address can be that of a worker of this pool. Addresses come in records, and a
   * record may say anything.
   */
  boolean reachWorker(Address inbox);

  /** The link to a worker. */
  TaskLink toWorker(Address inbox);

  /** Where a worker with this inbox is to send its results. */
  Address resultsFrom(Address inbox);

  /**
   * Where this coordinator gets its results: all that is sent once this returns, and perhaps those
   * of others. The caller closes it.
   */
  Receiver<ResultBatch> results();

  /**
   * Whether it is known that results which a worker has sent are still on their way: then its end
   * is to count only when they have been received, and they soon are.
   *
   * @param incarnation the worker
   */
  boolean hasMoreFrom(long incarnation);

  /** How much of what users hand over one record can carry. */
  PayloadLimit limit();
}
