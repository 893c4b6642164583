package dev.baton.codec.kryo.graph;

import com.esotericsoftware.kryo.io.Input;
import dev.baton.TaskDecodingException;
import dev.baton.codec.HashWork;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record, and never allocates more than the available bytes can fill.
 *
 * <p>Each element of a collection takes at least one byte. So a count in a record is accepted only
 * if enough bytes are left that no enclosing collection has claimed.
 *
 * <p>A record in an array is read in place. For a record in memory, the graph is read through a
 * window on the heap, and the arrays behind it are copied straight to their destination.
 */
public final class RecordInput extends Input {

  /** The size of the window for a graph in memory, in bytes. */
  public static final int WINDOW = 64 * 1024;

  /** The most that is read at once: a long. */
  public static final int LEAST_WINDOW = Long.BYTES;

  private static final ValueLayout.OfInt GRAPH_LENGTH =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle GRAPH_LENGTH_IN_ARRAY =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] NOTHING = {};
  private static final int LONGEST_KEPT = 64 * 1024;
  private static final int LONGEST_VAR_INT = 5;
  private static final int ROOM_TO_SPARE = 16;
  private static final int SMALL = 1024;

  private final int windowBytes;
  private byte[] window = NOTHING;

  /** The record, if it is not in an array. */
  private MemorySegment record = MemorySegment.NULL;

  /** The array with the record; empty if it is not in an array. */
  private byte[] recordArray = NOTHING;

  private int recordStart;
  private long recordBytes;

  /** Where the unbuffered bytes of the graph begin, and how many there are. */
  private long unreadAt;

  private long unread;
  private long arraysAt;
  private long claimed;
  private long allocated;
  private HashWork hashing = new HashWork(0);

  public RecordInput(int windowBytes) {
    if (windowBytes < LEAST_WINDOW) {
      throw new IllegalArgumentException("a window of " + windowBytes + " bytes");
    }
    this.windowBytes = windowBytes;
  }

  /** Starts with a record. */
  public void begin(MemorySegment memory) {
    if (memory.heapBase().orElse(null) instanceof byte[] array) {
      int start = (int) memory.address(); // the position in the array
      begin(array, start, (int) memory.byteSize());
      return;
    }
    checkVersion(
        memory.byteSize(), memory.byteSize() == 0 ? 0 : memory.get(ValueLayout.JAVA_BYTE, 0));
    int graph = memory.get(GRAPH_LENGTH, 1);
    record = memory;
    begin(memory.byteSize(), graph);
    unreadAt = RecordOutput.HEADER;
    unread = graph;
    if (window.length == 0) {
      window = new byte[windowBytes];
    }
    setBuffer(window, 0, 0);
  }

  private static void checkVersion(long size, byte version) {
    if (size < RecordOutput.HEADER) {
      throw new TaskDecodingException("A record is damaged: it has only " + size + " bytes");
    }
    if (version != RecordOutput.VERSION) {
      throw new TaskDecodingException(
          "A record is written in version "
              + version
              + "; this Baton reads version "
              + RecordOutput.VERSION);
    }
  }

  /** Starts with a record that is part of an array. */
  public void begin(byte[] array, int start, int length) {
    checkVersion(length, length == 0 ? 0 : array[start]);
    int graph = (int) GRAPH_LENGTH_IN_ARRAY.get(array, start + 1);
    recordArray = array;
    recordStart = start;
    begin(length, graph);
    setBuffer(array, start + RecordOutput.HEADER, graph);
  }

  private void begin(long bytes, int graph) {
    if (graph < 0 || graph > bytes - RecordOutput.HEADER) {
      throw new TaskDecodingException("A record is damaged: it claims " + graph + " bytes");
    }
    recordBytes = bytes;
    arraysAt = RecordOutput.HEADER + (long) graph;
    claimed = 0;
    allocated = 0;
    hashing = new HashWork(bytes);
  }

  /** Whether everything has been read. */
  public boolean isExhausted() {
    return left() == 0 && arraysAt == recordBytes;
  }

  /** Forgets the record. */
  public void forget() {
    setBuffer(NOTHING);
    unread = 0;
    if (chars.length > LONGEST_KEPT) {
      chars = new char[32];
    }
    record = MemorySegment.NULL;
    recordArray = NOTHING;
    recordBytes = 0;
  }

  /** Moves the window on. Kryo calls this when the buffer does not hold what it wants to read. */
  @Override
  protected int fill(byte[] target, int offset, int count) {
    if (unread == 0) {
      return -1;
    }
    int bytes = (int) Math.min(count, unread);
    MemorySegment.copy(record, ValueLayout.JAVA_BYTE, unreadAt, target, offset, bytes);
    unreadAt += bytes;
    unread -= bytes;
    return bytes;
  }

  /** How many bytes of the graph have not been read, in the window and after it. */
  private long left() {
    return limit() - position() + unread;
  }

  /** The bytes of the next array after the graph. */
  public MemorySegment nextArray(long bytes) {
    if (bytes < 0 || bytes > recordBytes - arraysAt) {
      throw new TaskDecodingException("A record is damaged: an array claims " + bytes + " bytes");
    }
    MemorySegment all =
        recordArray.length == 0
            ? record
            : MemorySegment.ofArray(recordArray).asSlice(recordStart, recordBytes);
    MemorySegment array = all.asSlice(arraysAt, bytes);
    arraysAt += bytes;
    return array;
  }

  /** Reads how many elements follow. Report each with {@link #element()} before reading it. */
  public int readCount() {
    int count = readVarInt(true);
    if (count < 0) {
      throw new TaskDecodingException("A record is damaged: it claims " + count + " elements");
    }
    checkCount(count);
    claimed += count;
    return count;
  }

  @Override
  public String readString() {
    // The whole length must be in the window first, so that reading it does not move the window.
    if (optional(LONGEST_VAR_INT) > 0 && (buffer[position()] & 0x80) != 0) {
      int start = position();
      int chars = readVarIntFlag(true) - 1;
      if (chars > left()) {
        throw new TaskDecodingException(
            "A record is damaged: a text claims " + chars + " characters");
      }
      setPosition(start);
    }
    return super.readString();
  }

  @Override
  public byte[] readBytes(int length) {
    justify(length, 1);
    return super.readBytes(length);
  }

  @Override
  public long[] readLongs(int length) {
    justify(length, Long.BYTES);
    return super.readLongs(length);
  }

  private void justify(int length, int bytesEach) {
    if (length < 0 || (long) length * bytesEach > left()) {
      throw new TaskDecodingException("A record is damaged: it claims " + length + " values");
    }
  }

  /**
   * Claims room for the elements that a class of the JDK is about to allocate. Hash tables have
   * spare room, and claims are never returned: hence the factor.
   */
  public void claim(long count) {
    allocated += count;
    if (allocated > SMALL + ROOM_TO_SPARE * recordBytes) {
      throw new TaskDecodingException("A record is damaged: it claims " + count + " elements");
    }
  }

  /** Counts the cost of an object that is about to be put into a hash table. */
  public void hash(@Nullable Object object) {
    hashing.add(object);
  }

  /** Refuses a count that the remaining bytes cannot fill. */
  public void checkCount(int count) {
    if (count > left() - claimed) {
      throw new TaskDecodingException("A record is damaged: it claims " + count + " elements");
    }
  }

  /** Reports that a counted element is read next. */
  public void element() {
    claimed--;
  }
}
