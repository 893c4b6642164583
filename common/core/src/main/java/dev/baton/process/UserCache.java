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
 * A user's directory for what can be made again, {@code $XDG_CACHE_HOME/baton} or {@code
 * ~/.cache/baton}. What lies there is code: so nothing is used that another user could have put
 * there. Thread-safe.
 *
 * @param caches the directory of all programs' caches
 */
record UserCache(Path caches) {

  /** This user's, whether it is there or not; null if there is no place for one. */
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

  /** A directory in the cache, whether it is there or not. */
  Path path(String name) {
    return baton().resolve(name);
  }

  /** Whether a directory of the cache is there, and only its user can write it. */
  boolean isOurs(Path directory) {
    return isPrivate(baton()) && isPrivate(directory);
  }

  /**
   * Makes a directory of the cache if it is not there.
   *
   * @throws IOException if it cannot be made, or others could write there
   */
  void make(Path directory) throws IOException {
    Files.createDirectories(caches);
    PrivateDirectory.make(baton());
    PrivateDirectory.make(directory);
    if (!isOurs(directory)) {
      throw new IOException(directory + " is not a directory that only its user can write");
    }
  }

  /** Whether it is a directory, no link to one, of this user, which nobody else can write. */
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
