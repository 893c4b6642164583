package dev.baton.pool;

import dev.baton.dispatch.KnownWorker;
import java.util.Objects;

/**
 * A worker that can take tasks.
 *
 * @param name {@code host/number}, for people
 * @param slots how many tasks it runs at a time
 * @param pid its process on its host
 */
public record WorkerInfo(String name, int slots, long pid) {

  /** Null is refused. */
  public WorkerInfo {
    Objects.requireNonNull(name, "name");
  }

  static WorkerInfo of(KnownWorker worker) {
    return new WorkerInfo(worker.name(), worker.slots(), worker.pid());
  }
}
