package dev.baton.pool;

import dev.baton.dispatch.KnownWorker;
import java.util.Objects;

/**
 * A worker that can take tasks. Immutable.
 *
 * @param name its name, {@code host/number}
 * @param slots how many tasks it runs at a time
 * @param pid the id of its process on its host
 */
public record WorkerInfo(String name, int slots, long pid) {

  /**
   * Checks the values.
   *
   * @throws NullPointerException if the name is null
   */
  public WorkerInfo {
    Objects.requireNonNull(name, "name");
  }

  static WorkerInfo of(KnownWorker worker) {
    return new WorkerInfo(worker.name(), worker.slots(), worker.pid());
  }
}
