package dev.baton.pool.medium;

import dev.baton.EnvironmentException;
import dev.baton.pool.thread.FailureLog;
import dev.baton.store.StoreDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records that wait for the log, in a file: with a data directory, the file lies there, readable by
 * its owner only, and a process that continues after a kill finds it; without one, it has no name
 * and ends with the process. For one thread at a time.
 *
 * <pre>
 * i32 length | record | i32 length | record …
 * </pre>
 */
final class ResultSpool implements AutoCloseable {

  private static final String FILE = "socket-results";

  private final @Nullable Path directory;
  private @Nullable FileChannel file;

  /** Starts empty; {@code directory} is the data directory, or null if there is none. */
  ResultSpool(@Nullable Path directory) {
    this.directory = directory;
  }

  /**
   * Keeps a record.
   *
   * @throws EnvironmentException if there is no room for it
   */
  void add(byte[] record) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + record.length);
    bytes.putInt(record.length).put(record).flip();
    try {
      FileChannel out = file == null ? open() : file;
      file = out;
      while (bytes.hasRemaining()) {
        var _ = out.write(bytes);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          "No room for results that wait for the broker: " + e.getMessage(), e);
    }
  }

  /** Passes all records to the receiver, in the order in which they came; they stay in the file. */
  void readAll(Consumer<byte[]> receiver) {
    if (file != null) {
      read(file, receiver);
    }
  }

  /** Passes on what another process has left in a data directory, up to where it was killed. */
  static void readLeft(Path directory, Consumer<byte[]> receiver) {
    try (FileChannel left = FileChannel.open(directory.resolve(FILE), StandardOpenOption.READ)) {
      read(left, receiver);
    } catch (NoSuchFileException e) {
      // Everything that there was is on the log.
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Removes the file, once all records are on the log. */
  void remove() {
    try {
      if (directory != null) {
        Files.deleteIfExists(directory.resolve(FILE));
      }
    } catch (IOException e) {
      FailureLog.log(
          "A file could not be removed", e); // its records are identified by their task ids
    }
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
        file = null;
      }
    } catch (IOException e) {
      FailureLog.log("A file could not be closed properly", e);
    }
  }

  private FileChannel open() throws IOException {
    if (directory == null) {
      return UnnamedFile.open("baton-results-");
    }
    Files.createDirectories(directory, StoreDirectory.PRIVATE_DIRECTORY);
    return (FileChannel)
        Files.newByteChannel(
            directory.resolve(FILE),
            java.util.Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static void read(FileChannel from, Consumer<byte[]> receiver) {
    try {
      long end = from.size();
      long position = 0;
      ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
      while (fill(from, length.clear(), position)) {
        position += Integer.BYTES;
        int size = length.getInt(0);
        if (size < 0 || size > end - position) {
          return;
        }
        ByteBuffer record = ByteBuffer.allocate(size);
        if (!fill(from, record, position)) {
          return;
        }
        position += size;
        receiver.accept(record.array());
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static boolean fill(FileChannel from, ByteBuffer into, long position) throws IOException {
    while (into.hasRemaining()) {
      if (from.read(into, position + into.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  private static EnvironmentException unreadable(IOException cause) {
    return new EnvironmentException(
        "Results that were set aside cannot be read: " + cause.getMessage(), cause);
  }
}
