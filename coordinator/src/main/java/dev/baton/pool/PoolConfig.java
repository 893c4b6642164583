package dev.baton.pool;

import dev.baton.Handoff;
import dev.baton.RunnableTask;
import dev.baton.UsageException;
import dev.baton.agent.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a pool is set up; made and checked by the builder, never changed after.
 *
 * @param kafkaProperties client properties of a cluster, {@code bootstrap.servers} among them;
 *     empty for an embedded broker
 * @param workers how many local workers, or 0 for one per core; without meaning on a cluster
 * @param workerHeapBytes the heap of each local worker, or 0 for the default
 */
record PoolConfig(
    String pool,
    Map<String, String> kafkaProperties,
    int workers,
    int slots,
    int retries,
    Duration taskTimeout,
    @Nullable RunnableTask initializer,
    long workerHeapBytes,
    boolean pin,
    List<Path> jars,
    StoreSettings store,
    Handoff handoff,
    Consumer<String> workerOutput,
    @Nullable ProgressListener progress,
    Duration startTimeout,
    int window) {

  PoolConfig {
    require(pool.matches("[A-Za-z0-9._-]{1,100}"), "pool", pool, "letters, digits, '.', '_', '-'");
    require(workers >= 0 && workers <= 1024, "workers", workers, "0 (one per core) to 1024");
    require(slots >= 1 && slots <= 100_000, "slots", slots, "1 to 100000");
    require(retries >= 0, "retries", retries, "0 or more");
    require(!taskTimeout.isNegative(), "taskTimeout", taskTimeout, "0 (none) or more");
    require(workerHeapBytes >= 0, "workerHeap", workerHeapBytes, "0 (default) or bytes");
    require(store.memoryBytes() >= 0, "storeSize", store.memoryBytes(), "0 (default) or bytes");
    require(startTimeout.isPositive(), "startTimeout", startTimeout, "more than 0");
    require(window >= 1, "window", window, "1 or more");
  }

  boolean local() {
    return kafkaProperties.isEmpty();
  }

  private static void require(boolean fulfilled, String name, Object value, String allowed) {
    if (!fulfilled) {
      throw new UsageException(name + " is " + value + "; allowed: " + allowed + ".");
    }
  }
}
