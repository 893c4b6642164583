package dev.baton.agent;

import dev.baton.role.Role;
import dev.baton.store.area.Area;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Frees what dead processes left in the host store. Runs on a thread of its own: removing large
 * files takes a while, and no beat may wait for it.
 */
final class StoreSweeper implements Role {

  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Path store;
  private final @Nullable Path spill;
  private long nextNs;

  StoreSweeper(Path store, @Nullable Path spill, long nowNs) {
    this.store = store;
    this.spill = spill;
    this.nextNs = nowNs + PERIOD.toNanos();
  }

  @Override
  public long doWork(long nowNs) {
    if (nowNs - nextNs >= 0) {
      nextNs = nowNs + PERIOD.toNanos();
      sweep();
    }
    return nextNs - nowNs;
  }

  private void sweep() {
    try {
      var _ = Area.sweepDead(store, spill);
    } catch (RuntimeException e) { // the next sweep will do what this one could not
      System.getLogger(StoreSweeper.class.getName())
          .log(System.Logger.Level.DEBUG, "Cannot sweep the host store", e);
    }
  }
}
