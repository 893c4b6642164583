package dev.baton.pool.data;

import dev.baton.agent.setup.StoreSizes;
import dev.baton.config.PoolSettings;
import dev.baton.config.Settings;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLocations;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A host store of the program's own, for a program whose pool has no worker on its host: its data
 * is copied from here to the hosts that have. Removed when it is closed, or its process is gone.
 */
record OwnStore(StoreDirectory directory, @Nullable StoreDirectory spill) implements AutoCloseable {

  /** The store belongs to no host agent. */
  private static final long NO_HOST = 0;

  private static final long LEAST_BYTES = 1 << 20;
  private static final AtomicInteger COUNT = new AtomicInteger();

  /**
   * Creates it.
   *
   * @throws dev.baton.EnvironmentException if there is no room
   */
  static OwnStore create(StoreLocations locations, Settings settings) {
    locations.sweepDead();
    String id = "program-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    String pool = settings.get(PoolSettings.POOL);
    StoreDirectory made = locations.create(pool, id, LEAST_BYTES, _ -> {});
    StoreDirectory onDisk = locations.createSpill(made, pool);
    OwnStore store = new OwnStore(made, onDisk);
    try {
      StoreSizes.decide(NO_HOST, settings, made, onDisk, _ -> {}).write(made.path());
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  Path path() {
    return directory.path();
  }

  @Override
  public void close() {
    directory.close();
    if (spill != null) {
      spill.close();
    }
  }
}
