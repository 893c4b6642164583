package dev.baton.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's directory for data that can be re-created, {@code $XDG_CACHE_HOME/baton} or {@code
 * ~/.cache/baton}. It contains code, so nothing is used that another user could have put there.
 * Thread-safe.
 *
 * @param caches the directory of all programs' caches
 */
record UserCache(Path caches) {

  /** This user's cache, whether or not it exists; null if there is no place for one. */
  static @Nullable UserCache ofThisUser() {
    return of(System.getenv(), System.getProperty("user.home", ""));
  }

  static @Nullable UserCache of(Map<String, String> environment, String home) {
    try {
      Path given = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
      Path caches = given.isAbsolute() ? given : Path.of(home, ".cache");
      return caches.isAbsolute() ? new UserCache(caches) : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private Path baton() {
    return caches.resolve("baton");
  }

  /** A directory in the cache, whether or not it exists. */
  Path path(String name) {
    return baton().resolve(name);
  }

  /** Whether a directory of the cache exists, and only its owner can write to it. */
  boolean isOurs(Path directory) {
    return isPrivate(baton()) && isPrivate(directory);
  }

  /**
   * Creates a directory of the cache if it does not exist.
   *
   * @throws IOException if it cannot be created, or others could write there
   */
  void make(Path directory) throws IOException {
    Files.createDirectories(caches);
    PrivateDirectory.make(baton());
    PrivateDirectory.make(directory);
    if (!isOurs(directory)) {
      throw new IOException(directory + " is not a directory that only its user can write");
    }
  }

  /**
   * Whether it is a directory, not a link to one, that belongs to this user and that no other user
   * can write to.
   */
  static boolean isPrivate(Path directory) {
    try {
      PosixFileAttributes found =
          Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isDirectory()
          && ThisUser.isOwner(found.owner())
          && !found.permissions().contains(PosixFilePermission.GROUP_WRITE)
          && !found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
