package dev.baton.store.chronicle.map;

import dev.baton.TaskDecodingException;
import dev.baton.codec.Codec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keys and values of one map to bytes and back. Thread-safe. */
record EntryCodec<K, V>(Codec codec) {

  MapKey key(K key) {
    return MapKey.of(codec.encodeToBytes(Objects.requireNonNull(key)));
  }

  byte[] bytes(V value) {
    return codec.encodeToBytes(Objects.requireNonNull(value));
  }

  @SuppressWarnings("unchecked") // put there as the type that the map was declared with
  K key(MapKey key) {
    return (K) decoded(key.bytes());
  }

  @SuppressWarnings("unchecked") // put there as the type that the map was declared with
  V value(byte[] bytes) {
    return (V) decoded(bytes);
  }

  @Nullable V valueOrNull(byte @Nullable [] bytes) {
    return bytes == null ? null : value(bytes);
  }

  private Object decoded(byte[] bytes) {
    Object decoded = codec.decode(bytes);
    if (decoded == null) {
      throw new TaskDecodingException("An entry of a shared map is null.");
    }
    return decoded;
  }
}
