package dev.baton.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one host store, held by the process that made it. Thread-safe.
 *
 * <pre>
 * baton-alice/            0700, one per user
 *   baton.4711-1/         0700, this directory: POOL.AGENT
 *     owner               {@link StoreOwner}
 *     lock                locked by the owner while it lives
 *     state               {@link HostState}
 * </pre>
 *
 * <p>Whether the owner lives is told by the lock: the kernel releases it at the owner's death
 * however that comes, and, other than a pid, it means the same in all containers that share the
 * directory.
 */
public final class StoreDirectory implements AutoCloseable {

  /** Only its user may enter. */
  public static final FileAttribute<?> PRIVATE_DIRECTORY = privately("rwx------");

  private static final String LOCK = "lock";

  /** What the name of a directory begins with while it is being made. */
  private static final String UNFINISHED = ".";

  /**
   * How long a directory without lock may be one that is being made or removed; after that its
   * maker was killed. Its maker begins anew if somebody takes it away.
   */
  private static final Duration MAKING = Duration.ofMinutes(1);

  /**
   * A second descriptor of a locked file would release the lock when it is closed, so our own are
   * never tried.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private StoreDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the directory complete under another name first, so that nobody sees one without owner.
   *
   * @throws IOException if it cannot be made, or this thread is interrupted; nothing is left then
   */
  static StoreDirectory create(Path userDirectory, String name, String pool) throws IOException {
    Path path = userDirectory.resolve(name).toAbsolutePath();
    Path making = unfinished(userDirectory, name).toAbsolutePath();
    HELD_HERE.add(path);
    HELD_HERE.add(making);
    FileChannel lock = null;
    boolean isOurs = false;
    try {
      Files.createDirectory(making, PRIVATE_DIRECTORY);
      isOurs = true;
      createPrivateFile(making.resolve(LOCK));
      lock = FileChannel.open(making.resolve(LOCK), StandardOpenOption.WRITE);
      lock.lock();
      StoreOwner.thisProcess(pool).write(making);
      Files.move(making, path, StandardCopyOption.ATOMIC_MOVE);
      return new StoreDirectory(path, lock);
    } catch (IOException | RuntimeException e) {
      if (isOurs) {
        removeUnfinished(making, lock, e);
      }
      HELD_HERE.remove(path);
      throw e;
    } finally {
      HELD_HERE.remove(making);
    }
  }

  private static void removeUnfinished(Path making, @Nullable FileChannel lock, Exception failure) {
    try (lock) {
      remove(making);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** What a directory is called while it is being made. */
  static Path unfinished(Path userDirectory, String name) {
    return userDirectory.resolve(UNFINISHED + name);
  }

  /** Where the directory is; other processes of the host open what is in it by this path. */
  public Path path() {
    return path;
  }

  /**
   * Removes the directory with all that is in it. What other processes have mapped stays readable
   * to them.
   */
  @Override
  public void close() {
    if (HELD_HERE.contains(path)) {
      try {
        remove(path);
        lock.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        HELD_HERE.remove(path);
      }
    }
  }

  /**
   * Removes a store directory if its owner is gone.
   *
   * @return whether it was removed
   */
  public static boolean deleteIfDead(Path directory) {
    return ifDead(directory, true);
  }

  /**
   * Removes what a process of a dead owner has put where the directory was, after its removal.
   *
   * @throws IOException if that is impossible
   */
  public static void deleteIfNobodys(Path directory) throws IOException {
    if (!Files.exists(directory.resolve(LOCK))) {
      deleteTree(directory);
    }
  }

  /** Whether the owner of a store directory is gone. */
  static boolean isDead(Path directory) {
    return ifDead(directory, false);
  }

  /** Whether a directory got its name, and with it an owner: until then it is nobody's store. */
  static boolean isComplete(Path directory) {
    return !directory.getFileName().toString().startsWith(UNFINISHED);
  }

  private static boolean ifDead(Path directory, boolean delete) {
    Path path = directory.toAbsolutePath();
    if (HELD_HERE.contains(path)) {
      return false;
    }
    try {
      if (!Files.exists(path.resolve(LOCK))) {
        return hasLostItsMaker(path) && removedIf(delete, path);
      }
      try (FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE);
          FileLock lock = tryLock(channel)) {
        return lock != null && removedIf(delete, path);
      }
    } catch (IOException e) {
      return false; // being removed by another process, or it has just got its name
    }
  }

  private static boolean removedIf(boolean delete, Path path) throws IOException {
    if (delete) {
      remove(path);
    }
    return true;
  }

  private static boolean hasLostItsMaker(Path path) throws IOException {
    return Files.getLastModifiedTime(path).toInstant().isBefore(Instant.now().minus(MAKING));
  }

  /** Creates an empty file that only its user can read or write. */
  public static void createPrivateFile(Path file) throws IOException {
    Files.createFile(file, privately("rw-------"));
  }

  /** Removes a store; the last one of a user takes the user's directory with it. */
  private static void remove(Path directory) throws IOException {
    deleteTree(directory);
    Path userDirectory = directory.getParent();
    try {
      if (userDirectory != null) {
        Files.deleteIfExists(userDirectory);
      }
    } catch (DirectoryNotEmptyException e) {
      // others are in use
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static FileAttribute<?> privately(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  /** Removes a directory with all that is in it; others may do the same meanwhile. */
  public static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
