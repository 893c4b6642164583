package dev.baton.broker;

import dev.baton.process.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Temporary directories of brokers that were killed before they could remove them. */
public final class AbandonedDirectories {

  /** How long a directory without a lock file may still be under construction. */
  private static final Duration MAKING = Duration.ofMinutes(1);

  private AbandonedDirectories() {}

  /**
   * Deletes those of this user. Ignores errors: the next start tries again, and nothing depends on
   * it.
   *
   * @param parent where to look
   * @param except one that this process is about to use
   */
  public static void sweep(Path parent, Path except) {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(parent, BrokerDirectory.TEMPORARY_PREFIX + '*')) {
      for (Path directory : found) {
        if (!directory.equals(except) && Files.isDirectory(directory) && isOurs(directory)) {
          deleteIfAbandoned(directory);
        }
      }
    } catch (IOException e) {
      // The temporary directory itself cannot be listed.
    }
  }

  private static boolean isOurs(Path directory) throws IOException {
    return Files.getOwner(directory).getName().equals(System.getProperty("user.name"));
  }

  private static void deleteIfAbandoned(Path directory) {
    try (FileChannel channel =
            FileChannel.open(directory.resolve(BrokerDirectory.LOCK), StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock()) {
      if (lock != null) {
        FileTree.delete(directory);
      }
    } catch (NoSuchFileException e) {
      deleteIfOld(directory);
    } catch (IOException | OverlappingFileLockException e) {
      // Another process is deleting it, or this very process holds it.
    }
  }

  private static void deleteIfOld(Path directory) {
    try {
      Instant changed = Files.getLastModifiedTime(directory).toInstant();
      if (changed.isBefore(Instant.now().minus(MAKING))) {
        FileTree.delete(directory);
      }
    } catch (IOException e) {
      // As above.
    }
  }
}
