package dev.baton.measure.work;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file, in shared memory if there is any, by which tasks in JVMs of their own get their data and
 * give their answers. Each answer has one writer, and is read when that has ended. Thread-safe.
 *
 * <pre>
 *    0  i64 answer of task 0 | i64 answer of task 1 | …
 * 8192  the array that the tasks read
 * </pre>
 */
public final class TaskDataFile implements AutoCloseable {

  /** So many tasks have room for their answers. */
  public static final int MOST_TASKS = 1024;

  private static final long DATA_OFFSET = (long) MOST_TASKS * Long.BYTES;

  private final Path file;
  private final Arena arena;
  private final MemorySegment memory;
  private final boolean isOwner;

  private TaskDataFile(Path file, long bytes, boolean isOwner) throws IOException {
    this.file = file;
    this.isOwner = isOwner;
    this.arena = Arena.ofShared();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            isOwner ? StandardOpenOption.CREATE_NEW : StandardOpenOption.WRITE)) {
      long size = isOwner ? bytes : channel.size();
      this.memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Makes the file; {@link #close} removes it.
   *
   * @param data copied into it
   * @throws EnvironmentException if there is no room
   */
  public static TaskDataFile create(Path file, long[] data) {
    try {
      long bytes = DATA_OFFSET + (long) data.length * Long.BYTES;
      if (Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace() < bytes) {
        throw new EnvironmentException(
            "There is no room for %,d KiB at %s; free some.".formatted(bytes >> 10, file));
      }
      TaskDataFile area = new TaskDataFile(file, bytes, true);
      MemorySegment.copy(data, 0, area.data(), ValueLayout.JAVA_LONG, 0, data.length);
      return area;
    } catch (IOException e) {
      throw new EnvironmentException("Cannot make " + file + ": " + e.getMessage(), e);
    }
  }

  /** Opens what another process has made. */
  static TaskDataFile open(Path file) throws IOException {
    return new TaskDataFile(file, 0, false);
  }

  Path file() {
    return file;
  }

  /** The array that the tasks read. */
  MemorySegment data() {
    return memory.asSlice(DATA_OFFSET);
  }

  /** The answer of a task. */
  public long answer(int task) {
    return memory.getAtIndex(ValueLayout.JAVA_LONG, task);
  }

  void answer(int task, long answer) {
    memory.setAtIndex(ValueLayout.JAVA_LONG, task, answer);
  }

  @Override
  public void close() {
    try {
      if (isOwner) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger(TaskDataFile.class.getName())
          .log(System.Logger.Level.WARNING, file + " could not be removed", e);
    } finally {
      arena.close();
    }
  }
}
