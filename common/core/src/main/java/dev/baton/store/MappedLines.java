package dev.baton.store;

import dev.baton.EnvironmentException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A file in shared memory with a fixed number of lines, each of {@value #WORDS} words: all that
 * processes need who tell each other small numbers. Words are read and written whole, with the
 * processor's own instructions: nobody waits for anybody, and a process that is killed leaves what
 * it wrote and no lock.
 *
 * <pre>
 *   0  header: i64 magic, zeros
 * 128  line 0: 16 × i64
 * 256  line 1 …
 * </pre>
 *
 * <p>A line has two cache lines, so that those who write different ones do not slow each other
 * down. Needs no flag of the JVM. Thread-safe; every access after {@link #close} is an {@link
 * IllegalStateException}.
 */
final class MappedLines implements AutoCloseable {

  /** The words of a line. */
  static final int WORDS = 16;

  private static final int LINE_BYTES = WORDS * Long.BYTES;
  private static final long MAGIC = 0x42_41_54_4f_4e_4c_4e_31L;
  private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final List<Line> lines;

  private MappedLines(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      memory = channel.map(MapMode.READ_WRITE, 0, channel.size(), arena);
    }
    lines =
        LongStream.range(1, memory.byteSize() / LINE_BYTES)
            .mapToObj(number -> new Line(memory.asSlice(number * LINE_BYTES, LINE_BYTES)))
            .toList();
  }

  /**
   * Makes a file of {@code count} lines, all zeros; others see it when it is whole.
   *
   * @throws EnvironmentException if there is no room
   */
  static MappedLines create(Path file, int count) {
    try {
      return Uninterrupted.apart(() -> made(file, count));
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot create " + file + ": " + e.getMessage() + ". Free some room there.", e);
    }
  }

  private static MappedLines made(Path file, int count) throws IOException {
    Path making = file.resolveSibling(file.getFileName() + ".making");
    ReservedFile.create(making, (count + 1L) * LINE_BYTES);
    MappedLines made = new MappedLines(making);
    WORD.setRelease(made.memory, 0L, MAGIC);
    try {
      Files.move(making, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      made.close();
      throw e;
    }
    return made;
  }

  /**
   * Opens a file that another process made.
   *
   * @throws EnvironmentException if it is not there, or not what it should be
   */
  static MappedLines open(Path file) {
    try {
      return Uninterrupted.retrying(() -> opened(file));
    } catch (IOException e) {
      throw new EnvironmentException("Cannot open " + file + ": " + e.getMessage() + ".", e);
    }
  }

  private static MappedLines opened(Path file) throws IOException {
    long size = Files.size(file);
    if (size < LINE_BYTES || size % LINE_BYTES != 0) {
      throw new IOException("it is not whole, it has " + size + " bytes");
    }
    MappedLines opened = new MappedLines(file);
    if ((long) WORD.getAcquire(opened.memory, 0L) != MAGIC) {
      opened.close();
      throw new IOException("it was not made by this version of Baton");
    }
    return opened;
  }

  /** All lines, by number. */
  List<Line> lines() {
    return lines;
  }

  /** Gives the memory back in this process. */
  @Override
  public synchronized void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  /** The words of one line, from 0 to {@link #WORDS} − 1. */
  static final class Line {

    private final MemorySegment words;

    private Line(MemorySegment words) {
      this.words = words;
    }

    long get(int word) {
      return (long) WORD.getVolatile(words, offset(word));
    }

    /** Writes a word; whoever reads it sees what this thread wrote before. */
    void set(int word, long value) {
      WORD.setRelease(words, offset(word), value);
    }

    /** Writes a word before this thread reads another, and returns what it was. */
    long exchange(int word, long value) {
      return (long) WORD.getAndSet(words, offset(word), value);
    }

    /** Adds to a word, and returns the sum; nothing gets lost if others do the same. */
    long add(int word, long value) {
      return (long) WORD.getAndAdd(words, offset(word), value) + value;
    }

    /** Writes a word if it is what is expected, and returns whether it was. */
    boolean replace(int word, long expected, long value) {
      return WORD.compareAndSet(words, offset(word), expected, value);
    }

    private static long offset(int word) {
      return (long) word * Long.BYTES;
    }
  }
}
