package dev.baton.codec.kryo.object;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.graph.GraphReferences;
import dev.baton.codec.kryo.graph.RecordInput;
import dev.baton.codec.kryo.graph.Substitutions;
import dev.baton.codec.kryo.graph.TypedVariable;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Writes an array of objects, element by element. */
public final class ObjectArraySerializer extends Serializer<@Nullable Object[]> {

  private final Class<?> componentType;
  private final TypedVariable slot;

  public ObjectArraySerializer(Class<?> componentType, Substitutions substitutions) {
    this.componentType = componentType;
    this.slot = new TypedVariable(componentType, "[]", substitutions);
  }

  @Override
  public void write(Kryo kryo, Output output, @Nullable Object[] array) {
    GraphReferences references = (GraphReferences) kryo.getReferenceResolver();
    output.writeVarInt(array.length, true);
    for (Object element : array) {
      slot.requireFits(element);
      references.allowWaiting();
      kryo.writeClassAndObject(output, element);
    }
    references.forbidWaiting();
  }

  @Override
  public @Nullable Object[] read(Kryo kryo, Input input, Class<? extends @Nullable Object[]> type) {
    RecordInput record = (RecordInput) input;
    int count = record.readCount();
    @Nullable Object[] array = (@Nullable Object[]) Array.newInstance(componentType, count);
    kryo.reference(array);
    GraphReferences references = (GraphReferences) kryo.getReferenceResolver();
    for (int i = 0; i < count; i++) {
      record.element();
      references.allowWaiting();
      Object element = kryo.readClassAndObject(input);
      if (element == null && references.isWaiting()) {
        int place = i;
        references.awaitNext(late -> array[place] = late);
      } else {
        array[i] = element;
      }
    }
    return array;
  }
}
