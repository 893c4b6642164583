package dev.baton.pool;

import dev.baton.RunnableTask;
import dev.baton.UsageException;
import dev.baton.agent.AgentConfig;
import dev.baton.agent.WorkerLimits;
import dev.baton.ledger.LedgerLimits;
import dev.baton.wire.Quarantined;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a pool is set up; made and checked by the builder, never changed after.
 *
 * @param kafkaProperties client properties of a cluster, {@code bootstrap.servers} among them;
 *     empty for an embedded broker
 * @param host the pool's name, and what this host is to run; without meaning on a cluster but for
 *     the name
 * @param call what holds for a call unless it says otherwise
 * @param dataDirectory where the embedded broker keeps its log; null for a temporary one
 * @param job who the coordinator is; null for one that is new
 * @param workerOutput gets what local workers print
 * @param notices gets what a person should know, such as that the broker is away
 * @param onQuarantined gets each task that is given up because its workers die of it
 * @param brokerTimeout how long the broker may be away before the pool gives up
 * @param window how many tasks of one map are under way at most
 */
record PoolConfig(
    Map<String, String> kafkaProperties,
    AgentConfig host,
    CallSettings call,
    @Nullable Path dataDirectory,
    @Nullable JobIdentity job,
    LedgerLimits ledger,
    @Nullable RunnableTask initializer,
    Consumer<String> workerOutput,
    Consumer<String> notices,
    Consumer<Quarantined> onQuarantined,
    @Nullable ProgressListener progress,
    Duration startTimeout,
    Duration brokerTimeout,
    int window) {

  /** More than a machine can have, and far from where sums of bytes overflow. */
  private static final long MOST_BYTES = 1L << 50;

  PoolConfig {
    require(
        host.pool().matches("[A-Za-z0-9._-]{1,100}"),
        "pool",
        host.pool(),
        "letters, digits, '.', '_', '-'");
    within(host.workers(), 0, 1024, "workers", "0 (one per core)");
    within(host.slots(), 1, 100_000, "slots", "1");
    within(host.spares(), 0, 1024, "spareWorkers", "0");
    bytes(host.heapBytes(), "workerHeap", "0 (default)");
    bytes(host.store().memoryBytes(), "storeSize", "0 (default)");
    WorkerLimits limits = host.limits();
    require(limits.maxTasks() >= 0, "maxTasksPerWorker", limits.maxTasks(), "0 (any) or more");
    bytes(limits.maxRssBytes(), "maxRss", "0 (any)");
    within(ledger.deathsAllowed(), 1, 1_000_000, "deathsAllowed", "1");
    require(window >= 1, "window", window, "1 or more");
  }

  String pool() {
    return host.pool();
  }

  boolean local() {
    return kafkaProperties.isEmpty();
  }

  private static void bytes(long value, String name, String zero) {
    require(value >= 0 && value <= MOST_BYTES, name, value, zero + " to " + MOST_BYTES + " bytes");
  }

  private static void within(int value, int least, int most, String name, String leastInWords) {
    require(value >= least && value <= most, name, value, leastInWords + " to " + most);
  }

  private static void require(boolean fulfilled, String name, Object value, String allowed) {
    if (!fulfilled) {
      throw new UsageException(name + " is " + value + "; allowed: " + allowed + ".");
    }
  }
}
