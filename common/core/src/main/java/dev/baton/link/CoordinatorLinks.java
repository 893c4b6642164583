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

  /** The address to which a worker with this inbox sends its results. */
  Address resultsFrom(Address inbox);

  /**
   * The receiver of this coordinator's results: everything that is sent once this returns, and
   * perhaps results of other coordinators. The caller closes it.
   */
  Receiver<ResultBatch> results();

  /**
   * Whether results that a worker has sent are known to be still on their way. Its end then counts
   * only once they have been received, which is soon.
   *
   * @param incarnation the worker
   */
  boolean hasMoreFrom(long incarnation);

  /** How much user data one record can carry. */
  PayloadLimit limit();
}
