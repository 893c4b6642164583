package dev.baton.pool.code;

import dev.baton.EnvironmentException;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.StoredJars;
import dev.baton.wire.ContentId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends jars to hosts whose store is on this machine, by a link in the store. Thread-safe.
 *
 * @param locations where host stores are
 * @param far reaches all other hosts; null if there are none
 */
public record NearHosts(StoreLocations locations, @Nullable CodeShipping far)
    implements CodeShipping {

  @Override
  public CompletionStage<@Nullable Void> ship(long host, ContentId hash, Path file) {
    @Nullable Path store = storeOf(host);
    if (store == null) {
      return far == null ? gone(file) : far.ship(host, hash, file);
    }
    try {
      new StoredJars(store).add(hash, file);
      return CompletableFuture.completedFuture(null);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(
          new EnvironmentException(file + " cannot be put into " + store + ": " + e, e));
    }
  }

  @Override
  public CompletionStage<@Nullable Void> shipInput(long host, ContentId content, Path file) {
    boolean isHere = storeOf(host) != null;
    return isHere || far == null
        ? CompletableFuture.completedFuture(null)
        : far.shipInput(host, content, file);
  }

  private static CompletionStage<@Nullable Void> gone(Path file) {
    return CompletableFuture.failedFuture(
        new EnvironmentException(
            file.getFileName() + " cannot be sent there: the host's store is gone."));
  }

  private @Nullable Path storeOf(long host) {
    return locations.list().stream()
        .filter(store -> hostOf(store) == host)
        .findFirst()
        .orElse(null);
  }

  private static long hostOf(Path store) {
    try {
      return StoreLimits.isIn(store) ? StoreLimits.read(store).host() : 0;
    } catch (EnvironmentException e) {
      return 0; // being created or removed
    }
  }
}
