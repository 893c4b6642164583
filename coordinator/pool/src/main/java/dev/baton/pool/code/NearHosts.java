package dev.baton.pool.code;

import dev.baton.EnvironmentException;
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
    @Nullable Path store = locations.ofHost(host);
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
  public CompletionStage<@Nullable Void> shipInput(
      long host, ContentId content, Path file, boolean mayBeSent) {
    boolean isHere = locations.ofHost(host) != null;
    return isHere || far == null
        ? CompletableFuture.completedFuture(null)
        : far.shipInput(host, content, file, mayBeSent);
  }

  private static CompletionStage<@Nullable Void> gone(Path file) {
    return CompletableFuture.failedFuture(
        new EnvironmentException(
            file.getFileName() + " cannot be sent there: the host's store is gone."));
  }
}
