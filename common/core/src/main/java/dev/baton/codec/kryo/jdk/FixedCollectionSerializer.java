package dev.baton.codec.kryo.jdk;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.graph.LateSerializer;
import dev.baton.codec.kryo.graph.RecordInput;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes collections that are created with all their elements at once and never change. */
final class FixedCollectionSerializer extends LateSerializer<Collection<?>> {

  private final Function<@Nullable Object[], Collection<?>> make;

  FixedCollectionSerializer(Function<@Nullable Object[], Collection<?>> make) {
    this.make = make;
  }

  @Override
  protected void writeParts(Kryo kryo, Output output, Collection<?> collection) {
    CollectionSerializer.writeElements(kryo, output, collection, false);
  }

  @Override
  public Collection<?> read(Kryo kryo, Input input, Class<? extends Collection<?>> type) {
    @Nullable Object[] elements = readElements(kryo, input);
    if (Set.class.isAssignableFrom(type)) {
      for (Object element : elements) {
        ((RecordInput) input).hash(element);
      }
    }
    return make.apply(elements);
  }

  static @Nullable Object[] readElements(Kryo kryo, Input input) {
    RecordInput record = (RecordInput) input;
    @Nullable Object[] elements = new @Nullable Object[record.readCount()];
    for (int i = 0; i < elements.length; i++) {
      record.element();
      elements[i] = kryo.readClassAndObject(input);
    }
    return elements;
  }
}
