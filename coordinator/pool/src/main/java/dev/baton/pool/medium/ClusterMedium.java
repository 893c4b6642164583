package dev.baton.pool.medium;

import dev.baton.link.CoordinatorLinks;
import dev.baton.link.local.CoordinatorSockets;
import dev.baton.link.log.CoordinatorLogLinks;
import dev.baton.log.Log;
import dev.baton.role.Receiver;
import dev.baton.store.StoreLocations;
import dev.baton.wire.Address.OnLog;
import dev.baton.wire.ResultBatch;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of a cluster, and sockets to the workers of this host. For a job that can be resumed,
 * those put their results on the log as well: in the end all are there, whichever way they came.
 */
public final class ClusterMedium extends LogMedium {

  private final StoreLocations locations;
  private final boolean keepsResults;
  private @Nullable Receiver<ResultBatch> onLog;

  /**
   * Creates a medium that owns the log and closes it.
   *
   * @param locations where the host stores of this machine are
   * @param keepsResults whether results are to be on the log
   */
  public ClusterMedium(Log log, StoreLocations locations, boolean keepsResults) {
    super(log, null);
    this.locations = locations;
    this.keepsResults = keepsResults;
  }

  @Override
  public synchronized CoordinatorLinks links(
      long coordinator, Consumer<? super Exception> onLost, LongConsumer onWorkerEnded) {
    Log log = toOtherHosts();
    OnLog own = CoordinatorLogLinks.resultsOf(log, coordinator);
    CoordinatorLogLinks overLog = new CoordinatorLogLinks(log, own, onLost);
    CoordinatorSockets sockets =
        new CoordinatorSockets(coordinator, new NearSockets(locations), onWorkerEnded);
    onLog = new ResultsOfOthers(overLog.results(), sockets::hasMoreFrom);
    return new NearLinks(sockets, overLog, own, keepsResults);
  }

  @Override
  public synchronized void receiveFurther(Consumer<Receiver<ResultBatch>> receiving) {
    Receiver<ResultBatch> further = onLog;
    if (further != null) {
      receiving.accept(further);
    }
  }
}
