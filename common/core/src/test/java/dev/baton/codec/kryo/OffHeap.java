package dev.baton.codec.kryo;

import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** Takes records through native memory, each in exactly as much as it needs. */
final class OffHeap {

  private OffHeap() {}

  static @Nullable Object roundTrip(Codec codec, @Nullable Object value) {
    Encoded encoded = codec.encode(value);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(encoded.size());
      encoded.copyTo(memory);
      return codec.decode(memory);
    }
  }

  static @Nullable Object decode(Codec codec, byte[] record) {
    try (Arena arena = Arena.ofConfined()) {
      return codec.decode(arena.allocateFrom(ValueLayout.JAVA_BYTE, record));
    }
  }
}
