package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes maps that can be made empty and filled, and wrappers around such. */
final class MapSerializer extends Serializer<Map<?, ?>> {

  private final IntFunction<Map<@Nullable Object, @Nullable Object>> make;
  private final UnaryOperator<Map<@Nullable Object, @Nullable Object>> wrap;

  MapSerializer(
      IntFunction<Map<@Nullable Object, @Nullable Object>> make,
      UnaryOperator<Map<@Nullable Object, @Nullable Object>> wrap) {
    this.make = make;
    this.wrap = wrap;
  }

  @Override
  public void write(Kryo kryo, Output output, Map<?, ?> map) {
    writeEntries(kryo, output, map);
  }

  @Override
  public Map<?, ?> read(Kryo kryo, Input input, Class<? extends Map<?, ?>> type) {
    RecordInput record = (RecordInput) input;
    int count = record.readCount();
    Map<@Nullable Object, @Nullable Object> entries = make.apply(count);
    Map<?, ?> visible = wrap.apply(entries);
    kryo.reference(visible);
    readEntries(kryo, record, count, entries);
    return visible;
  }

  /** Writes count and entries as they are now. */
  static void writeEntries(Kryo kryo, Output output, Map<?, ?> map) {
    Map.Entry<?, ?>[] entries = map.entrySet().toArray(Map.Entry<?, ?>[]::new);
    output.writeVarInt(entries.length, true);
    for (Map.Entry<?, ?> entry : entries) {
      kryo.writeClassAndObject(output, entry.getKey());
      kryo.writeClassAndObject(output, entry.getValue());
    }
  }

  static void readEntries(
      Kryo kryo, RecordInput input, int count, Map<@Nullable Object, @Nullable Object> entries) {
    for (int i = 0; i < count; i++) {
      input.element();
      Object key = kryo.readClassAndObject(input);
      entries.put(key, kryo.readClassAndObject(input));
    }
  }
}
