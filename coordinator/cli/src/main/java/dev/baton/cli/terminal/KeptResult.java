package dev.baton.cli.terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a job has printed, kept beside its journal: a coordinator may be killed when the job is done
 * and before anybody has seen the result. The log could give it too, but has no use then other than
 * this, and is larger. Thread-safe.
 *
 * <p>A result that is very large, or finds no room, is not kept: the job runs all the same.
 */
public final class KeptResult implements AutoCloseable {

  /** As much as people look through; what is larger goes to a file of theirs. */
  private static final long MOST_BYTES = 64L << 20;

  private final Path path;
  private final long mostBytes;
  private @Nullable FileChannel file;

  private KeptResult(Path path, long mostBytes) {
    this.path = path;
    this.mostBytes = mostBytes;
  }

  /** Begins anew. */
  public static KeptResult begin(Path path) {
    return begin(path, MOST_BYTES);
  }

  public static KeptResult begin(Path path, long mostBytes) {
    KeptResult kept = new KeptResult(path, mostBytes);
    try {
      kept.file =
          FileChannel.open(
              path,
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      kept.drop();
    }
    return kept;
  }

  /** Adds what is about to be printed. */
  public synchronized void add(byte[] bytes, int offset, int length) {
    FileChannel open = file;
    if (open == null) {
      return;
    }
    try {
      if (open.position() + length > mostBytes) {
        drop();
        return;
      }
      for (ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length); rest.hasRemaining(); ) {
        var _ = open.write(rest);
      }
    } catch (IOException e) {
      drop(); // a part of a result is worse than none
    }
  }

  /** Keeps nothing. */
  public synchronized void drop() {
    close();
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // It goes with the job's directory, and says nothing before the job is done.
    }
  }

  @Override
  public synchronized void close() {
    try (FileChannel _ = file) {
      file = null;
    } catch (IOException e) {
      // What was written counts.
    }
  }
}
