package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes maps with a comparator: the comparator first. */
final class SortedMapSerializer extends Serializer<SortedMap<?, ?>> {

  private final Function<
          @Nullable Comparator<Object>, SortedMap<@Nullable Object, @Nullable Object>>
      make;
  private final UnaryOperator<SortedMap<@Nullable Object, @Nullable Object>> wrap;

  SortedMapSerializer(
      Function<@Nullable Comparator<Object>, SortedMap<@Nullable Object, @Nullable Object>> make,
      UnaryOperator<SortedMap<@Nullable Object, @Nullable Object>> wrap) {
    this.make = make;
    this.wrap = wrap;
  }

  @Override
  public void write(Kryo kryo, Output output, SortedMap<?, ?> map) {
    kryo.writeClassAndObject(output, map.comparator());
    MapSerializer.writeEntries(kryo, output, map);
  }

  @Override
  @SuppressWarnings("unchecked") // a comparator of something else fails when it compares
  public SortedMap<?, ?> read(Kryo kryo, Input input, Class<? extends SortedMap<?, ?>> type) {
    Comparator<Object> comparator = (Comparator<Object>) kryo.readClassAndObject(input);
    RecordInput record = (RecordInput) input;
    int count = record.readCount();
    SortedMap<@Nullable Object, @Nullable Object> entries = make.apply(comparator);
    Map<?, ?> visible = wrap.apply(entries);
    kryo.reference(visible);
    MapSerializer.readEntries(kryo, record, count, entries);
    return (SortedMap<?, ?>) visible;
  }
}
