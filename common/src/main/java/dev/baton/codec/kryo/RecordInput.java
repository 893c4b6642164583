package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.io.Input;
import dev.baton.TaskDecodingException;
import java.lang.foreign.MemorySegment;

/**
 * Reads a record, and never allocates more than the bytes at hand can fill.
 *
 * <p>Each element of a collection takes at least one byte. So a count that a record claims is
 * granted only while there are bytes left that no collection around it has claimed before.
 */
final class RecordInput extends Input {

  private static final byte[] NOTHING = {};
  private static final int LONGEST_KEPT = 64 * 1024;

  private MemorySegment record = MemorySegment.NULL;
  private long arraysAt;
  private long claimed;

  /** Starts with a record. */
  void begin(byte[] bytes) {
    if (bytes.length < RecordOutput.HEADER || bytes[0] != KryoSession.VERSION) {
      throw new TaskDecodingException(
          bytes.length < RecordOutput.HEADER
              ? "A record is damaged: it has only " + bytes.length + " bytes"
              : "A record is written in version "
                  + bytes[0]
                  + "; this Baton reads version "
                  + KryoSession.VERSION);
    }
    setBuffer(bytes, 1, Integer.BYTES);
    int graph = readInt();
    if (graph < 0 || graph > bytes.length - RecordOutput.HEADER) {
      throw new TaskDecodingException("A record is damaged: it claims " + graph + " bytes");
    }
    setBuffer(bytes, RecordOutput.HEADER, graph);
    record = MemorySegment.ofArray(bytes);
    arraysAt = RecordOutput.HEADER + (long) graph;
    claimed = 0;
  }

  /** Whether all has been read; forgets the record. */
  boolean isExhausted() {
    boolean exhausted = position() == limit() && arraysAt == record.byteSize();
    setBuffer(NOTHING);
    if (chars.length > LONGEST_KEPT) {
      chars = new char[32];
    }
    record = MemorySegment.NULL;
    return exhausted;
  }

  /** The bytes of the next array behind the graph. */
  MemorySegment nextArray(long bytes) {
    if (bytes < 0 || bytes > record.byteSize() - arraysAt) {
      throw new TaskDecodingException("A record is damaged: an array claims " + bytes + " bytes");
    }
    MemorySegment array = record.asSlice(arraysAt, bytes);
    arraysAt += bytes;
    return array;
  }

  /**
   * Reads how many elements follow. Each must be reported by {@link #element()} before it is read.
   */
  int readCount() {
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
    int start = position();
    if (position() < limit() && (buffer[position()] & 0x80) != 0) {
      int chars = readVarIntFlag(true) - 1;
      if (chars > limit() - position()) {
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
    if (length < 0 || (long) length * bytesEach > limit() - position()) {
      throw new TaskDecodingException("A record is damaged: it claims " + length + " values");
    }
  }

  /** Refuses a count that the bytes left cannot fill. */
  void checkCount(int count) {
    if (count > limit() - position() - claimed) {
      throw new TaskDecodingException("A record is damaged: it claims " + count + " elements");
    }
  }

  /** An element that was counted is read next. */
  void element() {
    claimed--;
  }
}
