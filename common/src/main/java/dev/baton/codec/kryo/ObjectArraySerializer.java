package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Writes an array of objects, element by element. */
final class ObjectArraySerializer extends Serializer<@Nullable Object[]> {

  private final Class<?> componentType;

  ObjectArraySerializer(Class<?> componentType) {
    this.componentType = componentType;
  }

  @Override
  public void write(Kryo kryo, Output output, @Nullable Object[] array) {
    output.writeVarInt(array.length, true);
    for (Object element : array) {
      kryo.writeClassAndObject(output, element);
    }
  }

  @Override
  public @Nullable Object[] read(Kryo kryo, Input input, Class<? extends @Nullable Object[]> type) {
    RecordInput record = (RecordInput) input;
    int count = record.readCount();
    @Nullable Object[] array = (@Nullable Object[]) Array.newInstance(componentType, count);
    kryo.reference(array);
    for (int i = 0; i < count; i++) {
      record.element();
      array[i] = kryo.readClassAndObject(input);
    }
    return array;
  }
}
