package dev.baton.pool.medium;

import dev.baton.link.local.CoordinatorSockets;
import dev.baton.store.NearStores;
import dev.baton.store.StoreLocations;
import java.nio.file.Path;

/**
 * The sockets of a cluster's workers on this machine: those in the directories of host stores that
 * this user can enter. Thread-safe.
 *
 * <p>A directory counts only if it is that of the host that names it: in containers, stores of
 * several hosts may have the same path.
 */
final class NearSockets implements CoordinatorSockets.Known {

  private final NearStores stores;

  /** The sockets in the host stores at these locations. */
  NearSockets(StoreLocations locations) {
    this.stores = new NearStores(locations);
  }

  @Override
  public boolean isSocketOf(long host, String file) {
    Path store = stores.find(host);
    return store != null && isIn(store, file);
  }

  private static boolean isIn(Path store, String file) {
    String directory = store + "/";
    return file.startsWith(directory) && file.indexOf('/', directory.length()) < 0;
  }
}
