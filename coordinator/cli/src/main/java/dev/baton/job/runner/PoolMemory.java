package dev.baton.job.runner;

import dev.baton.Shared;
import dev.baton.StoreFullException;
import dev.baton.job.SharedMemory;
import dev.baton.pool.ProcessPool;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The memory of a pool's host store, for a job.
 *
 * @param pool has it
 * @param onUse called whenever there is some for the job
 */
public record PoolMemory(ProcessPool pool, Runnable onUse) implements SharedMemory {

  @Override
  public Optional<Shared<MemorySegment>> allocate(long bytes) {
    if (!pool.isOnThisHost()) {
      return Optional.empty();
    }
    try {
      Optional<Shared<MemorySegment>> memory = Optional.of(pool.allocate(bytes));
      onUse.run();
      return memory;
    } catch (StoreFullException e) {
      return Optional.empty();
    }
  }
}
