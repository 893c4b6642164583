package dev.baton.store.chronicle.map;

import dev.baton.store.ReservedFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The control file of a shared map: what it is, where its entries are, its locks and its journal.
 * Thread-safe as far as the locks are held that are named below.
 *
 * <pre>
 *    0  i64 magic, i32 layout version, i32 entryBytes, i64 capacity, i32 length of name, name (UTF-8)
 * 4096  the structural lock's word, alone in its line
 * 4160  i64 generation, i64 1 if the generation may be damaged; under the structural lock
 * 4224  the words of the stripe locks, each alone in its line
 * 8320  the journal; under the structural lock
 * </pre>
 */
final class MapControl implements AutoCloseable {

  /** So many keys can be changed at the same time. */
  static final int STRIPES = 64;

  static final int LONGEST_NAME = 1024;

  private static final long MAGIC = 0x42_41_54_4f_4e_4d_41_50L;
  private static final int LAYOUT_VERSION = 1;
  private static final int NAME = 28;
  private static final int LINE_BYTES = 64;
  private static final long STRUCTURAL_LOCK = 4096;
  private static final long GENERATION = STRUCTURAL_LOCK + LINE_BYTES;
  private static final long SUSPECT = GENERATION + Long.BYTES;
  private static final long STRIPE_LOCKS = GENERATION + LINE_BYTES;
  private static final long JOURNAL = STRIPE_LOCKS + (long) STRIPES * LINE_BYTES;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final VarHandle WORD = LONG.varHandle();

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final RedoJournal journal;

  private MapControl(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      memory = channel.map(MapMode.READ_WRITE, 0, channel.size(), arena);
    }
    journal = new RedoJournal(memory.asSlice(JOURNAL));
  }

  /**
   * Makes the file of a map that has no generation yet. It is complete before others can see it.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one
   */
  static MapControl create(Path file, MapSpec spec) throws IOException {
    ByteBuffer header = ByteBuffer.allocate((int) STRUCTURAL_LOCK).order(ByteOrder.nativeOrder());
    byte[] nameBytes = spec.name().getBytes(StandardCharsets.UTF_8);
    header.putLong(MAGIC).putInt(LAYOUT_VERSION);
    header.putInt(spec.entryBytes()).putLong(spec.capacity());
    header.putInt(nameBytes.length).put(nameBytes).rewind();

    String mark = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path making = file.resolveSibling(file.getFileName() + "." + mark);
    ReservedFile.create(making, JOURNAL + RedoJournal.bytesFor(spec.entryBytes()));
    try {
      try (FileChannel channel = FileChannel.open(making, StandardOpenOption.WRITE)) {
        while (header.hasRemaining()) {
          channel.write(header);
        }
      }
      Files.createLink(file, making);
    } finally {
      Files.delete(making);
    }
    return new MapControl(file);
  }

  /**
   * Opens the file of a map that another process made.
   *
   * @throws IOException if it is not there, or not what it should be
   */
  static MapControl open(Path file, String name) throws IOException {
    if (Files.size(file) < JOURNAL) {
      throw new IOException(file + " is not whole");
    }
    MapControl control = new MapControl(file);
    if (!control.isOf(name)) {
      control.close();
      throw new IOException(file + " is of another map, or was made by another version of Baton");
    }
    return control;
  }

  long capacity() {
    return memory.get(LONG, 16);
  }

  int entryBytes() {
    return memory.get(INT, 12);
  }

  MemorySegment structuralLock() {
    return memory.asSlice(STRUCTURAL_LOCK, LINE_BYTES);
  }

  MemorySegment stripeLock(int stripe) {
    return memory.asSlice(STRIPE_LOCKS + (long) stripe * LINE_BYTES, LINE_BYTES);
  }

  /** The number of the file that has the entries; 0 if there is none yet. */
  long generation() {
    return (long) WORD.getVolatile(memory, GENERATION);
  }

  /** Lets a generation, complete, take the place of the one before. */
  void publish(long generation) {
    VarHandle.fullFence();
    WORD.setVolatile(memory, GENERATION, generation);
    VarHandle.fullFence();
  }

  /** Whether the generation must be examined before it is used. */
  boolean isSuspect() {
    return (long) WORD.getVolatile(memory, SUSPECT) != 0;
  }

  void suspect(boolean suspect) {
    WORD.setVolatile(memory, SUSPECT, suspect ? 1L : 0L);
    VarHandle.fullFence();
  }

  RedoJournal journal() {
    return journal;
  }

  @Override
  public void close() {
    arena.close();
  }

  private boolean isOf(String name) {
    byte[] expected = name.getBytes(StandardCharsets.UTF_8);
    byte[] actual = new byte[expected.length];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, NAME, actual, 0, actual.length);
    return memory.get(LONG, 0) == MAGIC
        && memory.get(INT, 8) == LAYOUT_VERSION
        && memory.get(INT, 24) == expected.length
        && Arrays.equals(actual, expected);
  }
}
