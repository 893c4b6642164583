package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.io.Output;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The graph of a record, written to a buffer that is kept, and the primitive arrays that will lie
 * behind it.
 */
final class RecordOutput extends Output {

  /** Version and length. */
  static final int HEADER = 1 + Integer.BYTES;

  private static final int FIRST_SIZE = 4 * 1024;
  private static final int LARGEST_KEPT = 1024 * 1024;

  private final List<MemorySegment> arrays = new ArrayList<>();

  RecordOutput() {
    super(FIRST_SIZE, -1);
  }

  /** Starts a record. */
  void begin() {
    if (buffer.length > LARGEST_KEPT) {
      setBuffer(new byte[FIRST_SIZE], -1);
    }
    reset();
    arrays.clear();
    writeByte(KryoSession.VERSION);
    writeInt(0);
  }

  /** Puts an array behind the graph. */
  void append(MemorySegment array) {
    arrays.add(array);
  }

  /** The whole record; forgets its arrays. */
  byte[] toRecord() {
    int graphEnd = position();
    setPosition(1);
    writeInt(graphEnd - HEADER);
    long size = graphEnd;
    for (MemorySegment array : arrays) {
      size += array.byteSize();
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new UnencodableException(
          null, "its " + size + " bytes are more than a record can hold", "Send it in parts.");
    }
    byte[] record = Arrays.copyOf(buffer, (int) size);
    MemorySegment all = MemorySegment.ofArray(record);
    long at = graphEnd;
    for (MemorySegment array : arrays) {
      MemorySegment.copy(array, 0, all, at, array.byteSize());
      at += array.byteSize();
    }
    arrays.clear();
    return record;
  }
}
