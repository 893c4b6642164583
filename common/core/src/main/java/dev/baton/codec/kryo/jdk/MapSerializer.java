package dev.baton.codec.kryo.jdk;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.graph.GraphReferences;
import dev.baton.codec.kryo.graph.RecordInput;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes unordered maps that can be created empty and then filled. */
final class MapSerializer extends Serializer<Map<?, ?>> {

  private final IntFunction<Map<@Nullable Object, @Nullable Object>> make;

  MapSerializer(IntFunction<Map<@Nullable Object, @Nullable Object>> make) {
    this.make = make;
  }

  @Override
  public void write(Kryo kryo, Output output, Map<?, ?> map) {
    writeEntries(kryo, output, map, true);
  }

  @Override
  public Map<?, ?> read(Kryo kryo, Input input, Class<? extends Map<?, ?>> type) {
    RecordInput record = (RecordInput) input;
    GraphReferences references = (GraphReferences) kryo.getReferenceResolver();
    int count = record.readCount();
    Map<@Nullable Object, @Nullable Object> entries = make.apply(count);
    kryo.reference(entries);
    for (int i = 0; i < count; i++) {
      record.element();
      Object key = kryo.readClassAndObject(input);
      record.hash(key);
      references.allowWaiting();
      Object value = kryo.readClassAndObject(input);
      if (value == null && references.isWaiting()) {
        references.awaitNext(late -> entries.put(key, late));
      } else {
        entries.put(key, value);
      }
    }
    return entries;
  }

  /**
   * Writes a snapshot of count and entries.
   *
   * @param canWait whether the reader can insert a value later
   */
  static void writeEntries(Kryo kryo, Output output, Map<?, ?> map, boolean canWait) {
    GraphReferences references = (GraphReferences) kryo.getReferenceResolver();
    Map.Entry<?, ?>[] entries = map.entrySet().toArray(Map.Entry<?, ?>[]::new);
    output.writeVarInt(entries.length, true);
    for (Map.Entry<?, ?> entry : entries) {
      kryo.writeClassAndObject(output, entry.getKey());
      if (canWait) {
        references.allowWaiting();
      }
      kryo.writeClassAndObject(output, entry.getValue());
      references.forbidWaiting();
    }
  }
}
