package dev.baton.pool.medium;

import dev.baton.link.local.CoordinatorSockets;
import dev.baton.store.StoreLocations;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets of a cluster's workers on this machine: those in the directories of host stores that
 * this user can enter. Thread-safe.
 *
 * <p>A directory counts only if it is that of the host that names it: in containers, stores of
 * several hosts may have the same path.
 */
final class NearSockets implements CoordinatorSockets.Known {

  private final StoreLocations locations;
  private final Map<Long, Optional<Path>> stores = new ConcurrentHashMap<>();

  /** The sockets in the host stores at these locations. */
  NearSockets(StoreLocations locations) {
    this.locations = locations;
  }

  /** Beats say it each second, so the answer is looked for once. */
  @Override
  public boolean isSocketOf(long host, String file) {
    return stores
        .computeIfAbsent(host, id -> Optional.ofNullable(locations.ofHost(id)))
        .filter(store -> isIn(store, file))
        .isPresent();
  }

  private static boolean isIn(Path store, String file) {
    String directory = store + "/";
    return file.startsWith(directory) && file.indexOf('/', directory.length()) < 0;
  }
}
