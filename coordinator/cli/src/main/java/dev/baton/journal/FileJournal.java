package dev.baton.journal;

import dev.baton.config.FileProblem;
import dev.baton.log.Logged;
import dev.baton.wire.Frame;
import dev.baton.wire.WireRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file: each record is the length of its frame, a big-endian i32, when it was
 * appended, an i64 of milliseconds since the epoch, and its frame. A record that a killed
 * coordinator left incomplete is none. Thread-safe.
 *
 * <p>The file is locked while it is written to, so the kernel knows whether the writer lives.
 */
public final class FileJournal implements Journal {

  /** More than a record on a channel may have; a task that was given up has its data with it. */
  private static final int LARGEST_RECORD_BYTES = 128 << 20;

  private static final int HEADER_BYTES = Integer.BYTES + Long.BYTES;

  private final Path path;
  private final FileChannel file;

  private FileJournal(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Opens a journal to append to it; makes the file if it is not there, for its owner only.
   *
   * @return nothing if another process writes to it
   */
  public static Optional<FileJournal> open(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      if (file.tryLock() != null) {
        long end = readAll(file, new ArrayList<>());
        file.truncate(end).position(end);
        return Optional.of(new FileJournal(path, file));
      }
    } catch (OverlappingFileLockException e) {
      // This very process writes to it.
    } catch (IOException e) {
      file.close();
      throw e;
    }
    file.close();
    return Optional.empty();
  }

  /** The records in a file, in their order; none if there is no file. */
  public static List<WireRecord> read(Path path) throws IOException {
    return readLogged(path).stream().map(Logged::record).toList();
  }

  /** The same with the times at which they were appended, by the clock of this machine. */
  public static List<Logged<WireRecord>> readLogged(Path path) throws IOException {
    List<Logged<WireRecord>> records = new ArrayList<>();
    try (FileChannel file = FileChannel.open(path)) {
      readAll(file, records);
    } catch (NoSuchFileException e) {
      // Nothing was written yet.
    }
    return records;
  }

  /** Whether a process writes to the file. */
  public static boolean isHeld(Path path) {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
        @Nullable FileLock lock = file.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public synchronized void append(WireRecord record) {
    byte[] frame = Frame.encode(record);
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + frame.length);
    bytes.putInt(frame.length).putLong(System.currentTimeMillis()).put(frame).flip();
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw FileProblem.cannotWrite(path, e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      System.getLogger(FileJournal.class.getName())
          .log(System.Logger.Level.DEBUG, path + " could not be closed properly", e);
    }
  }

  /** Returns where the last whole record ends. */
  private static long readAll(FileChannel file, List<Logged<WireRecord>> records)
      throws IOException {
    long end = 0;
    while (true) {
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      if (!fill(file, header, end)) {
        return end;
      }
      int bytes = header.getInt(0);
      if (bytes < 0 || bytes > LARGEST_RECORD_BYTES || bytes > file.size() - end - HEADER_BYTES) {
        return end;
      }
      ByteBuffer frame = ByteBuffer.allocate(bytes);
      if (!fill(file, frame, end + HEADER_BYTES)) {
        return end;
      }
      WireRecord record = Frame.decode(frame.flip(), WireRecord.class);
      if (record == null) {
        return end;
      }
      records.add(new Logged<>(record, header.getLong(Integer.BYTES)));
      end += HEADER_BYTES + bytes;
    }
  }

  private static boolean fill(FileChannel file, ByteBuffer buffer, long offset) throws IOException {
    while (buffer.hasRemaining()) {
      if (file.read(buffer, offset + buffer.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  /** When it was last written to, in milliseconds since the epoch. */
  static long modifiedMs(Path path) throws IOException {
    return Files.getLastModifiedTime(path).toMillis();
  }
}
