package dev.baton.store;

import dev.baton.EnvironmentException;
import dev.baton.process.PrivateDirectory;
import dev.baton.process.ThisUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directories that belong to this user alone, in places where everybody may make some.
 * Thread-safe.
 *
 * @param names what they may be called
 */
record UserDirectories(DirectoryNames names) {

  /** So often may somebody be quicker in making the directory that was just given a name. */
  private static final int ATTEMPTS = 5;

  /**
   * The user's own directory in a place, made if it is not there.
   *
   * @throws NoSuchFileException if the last of this user's other processes has just removed it
   * @throws IOException if it cannot be made
   * @throws EnvironmentException if somebody else has it, and no other can be had
   */
  Path take(Path place) throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      for (String name : names.all()) {
        Path directory = place.resolve(name);
        PrivateDirectory.make(directory);
        if (isMine(directory)) {
          return directory;
        }
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
          throw new NoSuchFileException(directory.toString());
        }
      }
      names.add();
    }
    throw new EnvironmentException(
        "somebody else makes each directory in " + place + " that this user is about to make");
  }

  /** Those that there are in a place. */
  List<Path> in(Path place) {
    return names.all().stream().map(place::resolve).filter(UserDirectories::isMineNow).toList();
  }

  /** Somebody else's directory, or file, in place of the user's own; null if there is none. */
  @Nullable Path squattedIn(Path place) {
    Path first = place.resolve(names.all().getFirst());
    return Files.exists(first, LinkOption.NOFOLLOW_LINKS) && !isMineNow(first) ? first : null;
  }

  private static boolean isMineNow(Path directory) {
    try {
      return isMine(directory);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether nobody but this user can enter a directory, or could have put it there.
   *
   * @throws NoSuchFileException if it is gone meanwhile
   */
  private static boolean isMine(Path directory) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && ThisUser.isOwner(Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS))
        && PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS))
            .equals("rwx------");
  }
}
