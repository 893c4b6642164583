package dev.baton.store.area;

import dev.baton.EnvironmentException;
import dev.baton.store.StoreDirectory;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.wire.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files that a host has of other hosts, named after their {@link ContentId}s; on disk if the
 * store has a directory there. The host agent writes them. Thread-safe.
 */
public final class HostFiles {

  private static final String DIRECTORY = "files";

  private final Path directory;

  private HostFiles(Path directory) {
    this.directory = directory;
  }

  /** The files of a host store. */
  public static HostFiles of(Path store, StoreLimits limits) {
    Path spill = limits.spill();
    return new HostFiles((spill == null ? store : spill).resolve(DIRECTORY));
  }

  /** Where a file is on this host, whichever host agent fetched it; null if it is nowhere. */
  public static @Nullable Path findOnThisHost(ContentId content) {
    return StoreLocations.ofThisHost().list().stream()
        .filter(StoreLimits::isIn)
        .map(store -> findIn(store, content))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Path findIn(Path store, ContentId content) {
    try {
      return of(store, StoreLimits.read(store)).find(content);
    } catch (EnvironmentException e) {
      return null; // the store is being removed
    }
  }

  /** Where a file is, or will be. */
  public Path path(ContentId content) {
    return directory.resolve(content.toString());
  }

  /** Where a file is; null if this host has none. */
  public @Nullable Path find(ContentId content) {
    Path path = path(content);
    return Files.exists(path) ? path : null;
  }

  /**
   * Where to write a file until it is complete.
   *
   * @throws IOException if the directory cannot be made
   */
  public Path unfinished(ContentId content) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory, StoreDirectory.PRIVATE_DIRECTORY);
    }
    return directory.resolve('.' + content.toString());
  }
}
