package dev.baton.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Gathers the fields of a record. Small ones are written to a buffer that grows; large data is only
 * noted, and copied once, to its place in the whole. For one thread.
 */
public final class WireWriter {

  /** Data from this size on is not copied together with what is small. */
  private static final int LARGE = 4096;

  /**
   * Data that is noted.
   *
   * @param at how much of the buffer comes before it
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

  /** Length, then bytes. */
  WireWriter bytes(byte[] value) {
    return data(ByteBuffer.wrap(value));
  }

  /** As {@link #bytes}; what is large must not change before {@link #toByteArray}. */
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

  /** Count, then the elements. */
  <T> WireWriter list(Collection<? extends T> values, BiConsumer<WireWriter, T> element) {
    i32(values.size());
    values.forEach(value -> element.accept(this, value));
    return this;
  }

  /** The whole, in an array of its size. */
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
