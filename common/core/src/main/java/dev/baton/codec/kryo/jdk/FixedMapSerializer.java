package dev.baton.codec.kryo.jdk;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.graph.LateSerializer;
import dev.baton.codec.kryo.graph.RecordInput;
import java.util.Map;

/** Writes maps that are created with all their entries at once and never change: {@code Map.of}. */
final class FixedMapSerializer extends LateSerializer<Map<?, ?>> {

  @Override
  protected void writeParts(Kryo kryo, Output output, Map<?, ?> map) {
    MapSerializer.writeEntries(kryo, output, map, false);
  }

  @Override
  public Map<?, ?> read(Kryo kryo, Input input, Class<? extends Map<?, ?>> type) {
    RecordInput record = (RecordInput) input;
    Map.Entry<?, ?>[] entries = new Map.Entry<?, ?>[record.readCount()];
    for (int i = 0; i < entries.length; i++) {
      record.element();
      Object key = kryo.readClassAndObject(input);
      record.hash(key);
      entries[i] = Map.entry(key, kryo.readClassAndObject(input));
    }
    return Map.ofEntries(entries);
  }
}
