package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Collection;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes collections that can be made empty and filled, and wrappers around such. */
final class CollectionSerializer extends Serializer<Collection<?>> {

  private final IntFunction<Collection<@Nullable Object>> make;
  private final UnaryOperator<Collection<@Nullable Object>> wrap;

  /**
   * A serialiser.
   *
   * @param make makes an empty collection for so many elements
   * @param wrap what the reader gets to see
   */
  CollectionSerializer(
      IntFunction<Collection<@Nullable Object>> make,
      UnaryOperator<Collection<@Nullable Object>> wrap) {
    this.make = make;
    this.wrap = wrap;
  }

  @Override
  public void write(Kryo kryo, Output output, Collection<?> collection) {
    writeElements(kryo, output, collection);
  }

  @Override
  public Collection<?> read(Kryo kryo, Input input, Class<? extends Collection<?>> type) {
    RecordInput record = (RecordInput) input;
    int count = record.readCount();
    Collection<@Nullable Object> elements = make.apply(count);
    Collection<?> visible = wrap.apply(elements);
    kryo.reference(visible);
    readElements(kryo, record, count, elements);
    return visible;
  }

  /**
   * Writes count and elements as they are now: other threads may change a concurrent collection
   * meanwhile.
   */
  static void writeElements(Kryo kryo, Output output, Collection<?> collection) {
    @Nullable Object[] elements = collection.toArray();
    output.writeVarInt(elements.length, true);
    for (Object element : elements) {
      kryo.writeClassAndObject(output, element);
    }
  }

  static void readElements(
      Kryo kryo, RecordInput input, int count, Collection<@Nullable Object> elements) {
    for (int i = 0; i < count; i++) {
      input.element();
      elements.add(kryo.readClassAndObject(input));
    }
  }
}
