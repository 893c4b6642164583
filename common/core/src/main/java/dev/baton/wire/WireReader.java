package dev.baton.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the fields of a record, trusting none of its lengths: it allocates nothing that the
 * available bytes do not justify. For one thread.
 */
public final class WireReader {

  /** Copying less than this takes negligible time. */
  private static final int LEAST_SHARED = 4096;

  private final ByteBuffer buffer;

  /** Creates a reader for a buffer on the heap, from its position on, which it moves. */
  WireReader(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  int u8() {
    return Byte.toUnsignedInt(need(Byte.BYTES).get());
  }

  int i32() {
    return need(Integer.BYTES).getInt();
  }

  long i64() {
    return need(Long.BYTES).getLong();
  }

  byte[] bytes() {
    return exactly(length());
  }

  /**
   * Like {@link #bytes}, but without a copy if the data is most of the array in which the record
   * lies: a caller that keeps the data then keeps that array. Else the data is copied.
   */
  @SuppressWarnings("ByteBufferBackingArray") // only its length matters
  ByteBuffer data() {
    int length = length();
    if (length < LEAST_SHARED || length < buffer.array().length / 2) {
      return ByteBuffer.wrap(exactly(length));
    }
    ByteBuffer data = buffer.slice(buffer.position(), length);
    buffer.position(buffer.position() + length);
    return data;
  }

  /** Like {@link #data}, for what is used at once: it is never copied, and keeps the record. */
  ByteBuffer view() {
    int length = length();
    ByteBuffer view = buffer.slice(buffer.position(), length);
    buffer.position(buffer.position() + length);
    return view;
  }

  String string() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  List<Integer> ints() {
    return list(Integer.BYTES, WireReader::i32);
  }

  /** An element of an enum, written as its ordinal. */
  <E> E oneOf(E[] values) {
    int ordinal = u8();
    if (ordinal >= values.length) {
      throw new MalformedRecordException("A record holds an unknown value: " + ordinal + ".");
    }
    return values[ordinal];
  }

  /** A list whose elements take at least {@code minimumBytes} each. */
  <T> List<T> list(int minimumBytes, Function<WireReader, T> element) {
    int count = i32();
    if (count < 0 || count > buffer.remaining() / minimumBytes) {
      throw new MalformedRecordException("A record claims a list of " + count + " elements.");
    }
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(element.apply(this));
    }
    return values;
  }

  void requireEnd() {
    if (buffer.hasRemaining()) {
      throw new MalformedRecordException("A record has " + buffer.remaining() + " bytes too many.");
    }
  }

  private int length() {
    int length = i32();
    if (length < 0 || length > buffer.remaining()) {
      throw new MalformedRecordException("A record claims " + length + " bytes of data.");
    }
    return length;
  }

  private byte[] exactly(int length) {
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }

  private ByteBuffer need(int bytes) {
    if (buffer.remaining() < bytes) {
      throw new MalformedRecordException("A record ends in the middle of a field.");
    }
    return buffer;
  }
}
