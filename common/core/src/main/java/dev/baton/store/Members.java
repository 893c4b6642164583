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
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * The processes that use a part of the host store, in shared memory: each has a line of words that
 * it alone writes and all read, and a {@linkplain KernelLocks kernel lock} that says that it lives.
 * Thread-safe; one object for a directory in each process.
 *
 * <pre>
 *    0  header: 2 KiB for whoever made the directory
 * 2048  the process that took each line last: 256 × i64
 * 4096  line 0: i64 token (0: never used), 63 × i64 of its process
 * 4608  line 1 …
 * </pre>
 *
 * <p>A line is taken as long as its byte is locked. Its token is new for each process that takes
 * it, so what a dead process left under its token is never taken for something of its successor.
 */
public final class Members implements AutoCloseable {

  /** So many lines have room; a process that needs more words takes several. */
  public static final int LINES = 256;

  /** The words of a line. */
  public static final int WORDS = 63;

  static final String FILE = "members";
  private static final String LOCKS = "members.lock";
  private static final int HEADER_BYTES = 2048;

  /** Where the processes of the lines are. */
  static final int PIDS = HEADER_BYTES;

  /** Where the lines begin. */
  static final int FIRST_LINE = PIDS + LINES * Long.BYTES;

  static final int LINE_BYTES = (WORDS + 1) * Long.BYTES;
  private static final int LINE_BITS = 8;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final Arena arena = Arena.ofShared();
  private final KernelLocks locks;
  private final MemorySegment memory;
  private final List<Line> lines;

  /** Whether a file of their directory is one of theirs. */
  public static boolean isTheirs(Path file) {
    String name = file.getFileName().toString();
    return name.equals(FILE) || name.equals(LOCKS);
  }

  private Members(Path directory) throws IOException {
    locks = KernelLocks.open(directory.resolve(LOCKS));
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      memory = channel.map(MapMode.READ_WRITE, 0, fileBytes(), arena);
    }
    lines =
        IntStream.range(0, LINES)
            .mapToObj(number -> FIRST_LINE + (long) number * LINE_BYTES)
            .map(at -> new Line(memory.asSlice(at, LINE_BYTES)))
            .toList();
  }

  /**
   * Makes the files in a directory of the host store.
   *
   * @throws EnvironmentException if there is no room
   */
  public static Members create(Path directory) {
    try {
      StoreDirectory.createPrivateFile(directory.resolve(LOCKS));
      ReservedFile.create(directory.resolve(FILE), fileBytes());
      return new Members(directory);
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot use the host store in " + directory + ": " + e.getMessage() + ".", e);
    }
  }

  /**
   * Opens what another process made.
   *
   * @throws IOException if it is not there, or not whole
   */
  public static Members open(Path directory) throws IOException {
    long size = Files.size(directory.resolve(FILE));
    if (size != fileBytes()) {
      throw new IOException(directory.resolve(FILE) + " has " + size + " bytes");
    }
    return new Members(directory);
  }

  /** What belongs to all: {@value #HEADER_BYTES} bytes, zeros at first. */
  public MemorySegment header() {
    return memory.asSlice(0, HEADER_BYTES);
  }

  /**
   * Takes a line for this process, until it ends.
   *
   * @throws EnvironmentException if all are taken
   */
  public Line join() {
    try {
      for (int number = 0; number < LINES; number++) {
        if (locks.tryLock(number)) {
          Line line = line(number);
          LONG.setVolatile(
              memory, PIDS + (long) number * Long.BYTES, ProcessHandle.current().pid());
          line.begin(
              ThreadLocalRandom.current().nextLong(1, 1L << (62 - LINE_BITS)) << LINE_BITS
                  | number);
          return line;
        }
      }
    } catch (IOException e) {
      throw new EnvironmentException("Cannot lock in the host store: " + e.getMessage() + ".", e);
    }
    throw new EnvironmentException(
        "All " + LINES + " places of this part of the host store are taken by live processes.");
  }

  /** A line by its number, whoever has it. */
  public Line line(int number) {
    return lines.get(number);
  }

  /** Whether the process lives that has, or had, the line with this token. */
  public boolean isAlive(long token) {
    int number = lineOf(token);
    try {
      return line(number).token() == token && locks.isLocked(number);
    } catch (IOException e) {
      throw new EnvironmentException("Cannot lock in the host store: " + e.getMessage() + ".", e);
    }
  }

  /** The number of the line that belongs, or belonged, to a token. */
  static int lineOf(long token) {
    return (int) (token & (LINES - 1));
  }

  /** Leaves: the lines of this process are free, its memory is unmapped. */
  @Override
  public void close() {
    locks.close();
    arena.close();
  }

  private static int fileBytes() {
    return FIRST_LINE + LINES * LINE_BYTES;
  }

  /** The words of one process. */
  public static final class Line {

    private final MemorySegment words;

    private Line(MemorySegment words) {
      this.words = words;
    }

    /** Names the process that has the line: positive, and never the same for two; 0 if none had. */
    public long token() {
      return (long) LONG.getVolatile(words, 0L);
    }

    /** Reads a word, from 0 to {@link #WORDS} − 1. */
    public long get(int word) {
      return (long) LONG.getVolatile(words, offset(word));
    }

    /** Writes a word; visible to all before anything that follows is read or written. */
    public void set(int word, long value) {
      LONG.setVolatile(words, offset(word), value);
      VarHandle.fullFence();
    }

    private void begin(long token) {
      // The token of a dead process goes first: what is in the words is then nobody's.
      LONG.setVolatile(words, 0L, 0L);
      for (int word = 0; word < WORDS; word++) {
        LONG.setVolatile(words, offset(word), 0L);
      }
      LONG.setVolatile(words, 0L, token);
    }

    private static long offset(int word) {
      return (word + 1L) * Long.BYTES;
    }
  }
}
