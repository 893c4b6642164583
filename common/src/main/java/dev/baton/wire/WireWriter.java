package dev.baton.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/** Appends the fields of a record to a growing array. For one thread. */
public final class WireWriter {

  private ByteBuffer buffer = ByteBuffer.allocate(512);

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
    i32(value.length);
    room(value.length).put(value);
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

  byte[] toByteArray() {
    return Arrays.copyOf(buffer.array(), buffer.position());
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
