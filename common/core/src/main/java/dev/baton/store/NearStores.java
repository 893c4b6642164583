package dev.baton.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts have their store on this machine, where this user can enter it. Looked for once for
 * each host: a store lasts as long as its host agent. Thread-safe.
 */
public final class NearStores {

  private final StoreLocations locations;
  private final Map<Long, Optional<Path>> stores = new ConcurrentHashMap<>();

  /** The stores at these locations. */
  public NearStores(StoreLocations locations) {
    this.locations = locations;
  }

  /**
   * Where the store of a host is; null if it is not on this machine, or of another user.
   *
   * @param host the incarnation of the host agent
   */
  public @Nullable Path find(long host) {
    return stores
        .computeIfAbsent(host, id -> Optional.ofNullable(locations.ofHost(id)))
        .orElse(null);
  }
}
