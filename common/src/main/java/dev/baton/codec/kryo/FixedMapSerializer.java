package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes maps that are made with all their entries at once and never change. */
final class FixedMapSerializer extends Serializer<Map<?, ?>> {

  private final Function<Map<@Nullable Object, @Nullable Object>, Map<?, ?>> make;

  FixedMapSerializer(Function<Map<@Nullable Object, @Nullable Object>, Map<?, ?>> make) {
    this.make = make;
  }

  @Override
  public void write(Kryo kryo, Output output, Map<?, ?> map) {
    MapSerializer.writeEntries(kryo, output, map);
  }

  @Override
  public Map<?, ?> read(Kryo kryo, Input input, Class<? extends Map<?, ?>> type) {
    RecordInput record = (RecordInput) input;
    int count = record.readCount();
    Map<@Nullable Object, @Nullable Object> entries = LinkedHashMap.newLinkedHashMap(count);
    MapSerializer.readEntries(kryo, record, count, entries);
    return make.apply(entries);
  }
}
