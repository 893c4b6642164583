package dev.baton.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Collects the fields of a record. Small ones are written to a growing buffer; large data is only
 * noted, and copied once, to its place in the result. For one thread.
 */
public final class WireWriter {

  /** Data of at least this size is not copied together with small fields. */
  private static final int LARGE = 4096;

  /**
   * Large data that was noted.
   *
   * @param at how many bytes of the buffer come before it
   */
  private record Large(int at, ByteBuffer data) {}

  private final List<Large> larges = new ArrayList<>(0);
  private ByteBuffer buffer = ByteBuffer.allocate(512);
  private long largeBytes;

  WireWriter(int reservedBytes) {
    buffer.position(reservedBytes);
  }

  WireWriter u8(int value) {
    room(Byte.BYTES).put((byte) value);
    return this;
  }

  WireWriter i32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  WireWriter i64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** Writes the length, then the bytes. */
  WireWriter bytes(byte[] value) {
    return data(ByteBuffer.wrap(value));
  }

  /** Like {@link #bytes}; large data must not change before {@link #toByteArray}. */
  WireWriter data(ByteBuffer value) {
    int length = value.remaining();
    i32(length);
    if (length < LARGE) {
      room(length).put(value.duplicate());
    } else {
      larges.add(new Large(buffer.position(), value));
      largeBytes += length;
    }
    return this;
  }

  WireWriter string(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  WireWriter ints(List<Integer> values) {
    return list(values, (out, value) -> out.i32(value));
  }

  /** Writes the count, then the elements. */
  <T> WireWriter list(Collection<? extends T> values, BiConsumer<WireWriter, T> element) {
    i32(values.size());
    values.forEach(value -> element.accept(this, value));
    return this;
  }

  /** The whole record, in an array of its size. */
  byte[] toByteArray() {
    byte[] all = new byte[Math.toIntExact(buffer.position() + largeBytes)];
    ByteBuffer target = ByteBuffer.wrap(all);
    int from = 0;
    for (Large large : larges) {
      target.put(buffer.array(), from, large.at - from);
      target.put(large.data.duplicate());
      from = large.at;
    }
    target.put(buffer.array(), from, buffer.position() - from);
    return all;
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int needed = Math.addExact(buffer.position(), bytes);
      int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, buffer.capacity() * 2L);
      ByteBuffer larger = ByteBuffer.allocate(Math.max(needed, doubled));
      larger.put(buffer.flip());
      buffer = larger;
    }
    return buffer;
  }
}
