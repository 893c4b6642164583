package dev.baton.link;

import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import org.jspecify.annotations.Nullable;

/** The links of a coordinator. Thread-safe. */
public interface CoordinatorLinks {

  /**
   * The address at which this coordinator reaches a worker, which may have several; the same as
   * long as both live. Null if there is none: addresses come in records, and a record may say
   * anything.
   *
   * @param host the incarnation of the worker's host agent
   * @param inbox where the worker gets its tasks
   */
  @Nullable Address choose(long host, Address inbox);

  /** The link to a worker at the address that was chosen. */
  TaskLink toWorker(Address inbox);

  /** The address to which a worker at the address that was chosen sends its results. */
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
