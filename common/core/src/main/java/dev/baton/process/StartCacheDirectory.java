package dev.baton.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a user's start caches lie. Several programs may use it at once. Thread-safe.
 *
 * <pre>
 * $XDG_CACHE_HOME/baton/start/     0700; ~/.cache without that variable
 *   lock                           held by the one process that creates or removes caches
 *   1f0c…/                         the caches of one {@link StartCacheKey}
 *     worker.aot, broker.aot …
 *   .making-…/                     caches that are being created, or were when their creator was killed
 * </pre>
 *
 * <p>A cache is code, so a cache that another user could have put there is not used.
 */
final class StartCacheDirectory {

  /** How many keys are kept, the most recently used ones. */
  static final int KEPT = 4;

  private static final String MAKING = ".making-";
  private static final Duration USE_NOTED_EVERY = Duration.ofDays(1);

  private final UserCache cache;
  private final Path path;

  private StartCacheDirectory(UserCache cache) {
    this.cache = cache;
    this.path = cache.path("start");
  }

  /** This user's directory, whether or not it exists; null if there is no place for one. */
  static @Nullable StartCacheDirectory ofThisUser() {
    return of(System.getenv(), System.getProperty("user.home", ""));
  }

  static @Nullable StartCacheDirectory of(Map<String, String> environment, String home) {
    UserCache cache = UserCache.of(environment, home);
    return cache == null ? null : new StartCacheDirectory(cache);
  }

  /** The directory of a key; null if it does not exist, or others could have written it. */
  @Nullable Path find(String key) {
    Path found = path.resolve(key);
    return cache.isOurs(path) && UserCache.isPrivate(found) ? found : null;
  }

  /** Notes that the caches of a key are in use, to the day. */
  static void noteUse(Path found) {
    try {
      Instant now = Instant.now();
      if (Files.getLastModifiedTime(found).toInstant().isBefore(now.minus(USE_NOTED_EVERY))) {
        Files.setLastModifiedTime(found, FileTime.from(now));
      }
    } catch (IOException e) {
      // It may be removed while it is in use: the JVM has it mapped.
    }
  }

  /**
   * Creates the directory if it does not exist, and locks it for this process.
   *
   * @return null if another process has the lock
   * @throws IOException if nothing can be written there, or others could write there too
   */
  @Nullable FileChannel lock() throws IOException {
    cache.make(path);
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // another thread of this process has it
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  /** Creates a new empty directory for caches in the making; call it under the lock. */
  Path begin() throws IOException {
    for (Path left : children(MAKING)) {
      FileTree.delete(left); // its creator was killed: we hold the lock
    }
    return Files.createTempDirectory(path, MAKING);
  }

  /**
   * Moves finished caches to their place, and removes the oldest others; call it under the lock.
   */
  void publish(Path made, String key) throws IOException {
    Path place = path.resolve(key);
    FileTree.delete(place);
    Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
    List<Path> keys = new ArrayList<>(children(""));
    keys.removeIf(child -> !Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS));
    keys.sort(Comparator.comparing(StartCacheDirectory::lastUse).reversed());
    for (Path old : keys.subList(Math.min(KEPT, keys.size()), keys.size())) {
      FileTree.delete(old);
    }
  }

  private List<Path> children(String prefix) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(path, prefix + '*')) {
      all.forEach(found::add);
    }
    return found;
  }

  private static FileTime lastUse(Path directory) {
    try {
      return Files.getLastModifiedTime(directory);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
