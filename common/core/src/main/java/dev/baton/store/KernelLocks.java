package dev.baton.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Locks on single bytes of a file. The kernel releases a process's locks when the process ends,
 * however that comes, so a locked byte proves that its holder lives; other than a pid it means the
 * same in all containers that share the file. Thread-safe.
 *
 * <p>Two traps of file locks are kept in here. A process loses all its locks on a file when it
 * closes <em>any</em> channel to it, so there must be one object for a file in each process. And a
 * channel is closed when a thread is interrupted in it, so all calls are made by one thread that
 * nobody interrupts.
 */
final class KernelLocks implements AutoCloseable {

  private static final ExecutorService UNINTERRUPTED =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("baton-store-locks").factory());

  private final FileChannel channel;
  private final List<FileLock> held = new ArrayList<>();

  private KernelLocks(FileChannel channel) {
    this.channel = channel;
  }

  static KernelLocks open(Path file) throws IOException {
    return Uninterrupted.on(
        UNINTERRUPTED, () -> new KernelLocks(FileChannel.open(file, StandardOpenOption.WRITE)));
  }

  /** Locks a byte for as long as this process lives, or returns false if it is locked. */
  boolean tryLock(long place) throws IOException {
    return Uninterrupted.on(
        UNINTERRUPTED,
        () -> {
          FileLock lock = attempt(place);
          if (lock != null) {
            held.add(lock);
          }
          return lock != null;
        });
  }

  /** Whether a process, perhaps this one, has locked a byte. */
  boolean isLocked(long place) throws IOException {
    return Uninterrupted.on(
        UNINTERRUPTED,
        () -> {
          try (FileLock lock = attempt(place)) {
            return lock == null;
          }
        });
  }

  /** Gives up all that this process holds. */
  @Override
  public void close() {
    try {
      Uninterrupted.on(
          UNINTERRUPTED,
          () -> {
            channel.close();
            return held.size();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable FileLock attempt(long place) throws IOException {
    try {
      return channel.tryLock(place, 1, false);
    } catch (OverlappingFileLockException e) {
      return null; // this process has it
    }
  }
}
