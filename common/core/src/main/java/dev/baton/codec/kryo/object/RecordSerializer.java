package dev.baton.codec.kryo.object;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.TaskDecodingException;
import dev.baton.codec.kryo.graph.LateSerializer;
import dev.baton.codec.kryo.graph.Substitutions;
import dev.baton.codec.kryo.graph.TypedVariable;
import dev.baton.codec.kryo.type.FieldLayout;
import dev.baton.codec.kryo.type.Fingerprint;
import dev.baton.codec.kryo.type.JavaType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the components of a record; reading calls its canonical constructor, which checks them.
 */
public final class RecordSerializer extends LateSerializer<Object> implements Fingerprint {

  private final Constructor<?> constructor;
  private final Field[] components;
  private final TypedVariable[] slots;
  private final JavaType javaType;
  private final int fingerprint;

  public RecordSerializer(Class<?> type, Substitutions substitutions) {
    RecordComponent[] described = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(described).map(RecordComponent::getType).toArray(Class<?>[]::new);
    components = new Field[described.length];
    try {
      constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      for (int i = 0; i < described.length; i++) {
        components[i] = type.getDeclaredField(described[i].getName());
        components[i].setAccessible(true);
      }
    } catch (InaccessibleObjectException e) {
      throw FieldLayout.closed(type, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no canonical constructor or field: " + type, e);
    }
    slots =
        Arrays.stream(components)
            .map(field -> new TypedVariable(field.getType(), field.getName(), substitutions))
            .toArray(TypedVariable[]::new);
    javaType = JavaType.of(type);
    fingerprint = ~FieldLayout.fingerprint(components);
  }

  @Override
  public int fingerprint() {
    return fingerprint;
  }

  @Override
  protected void writeParts(Kryo kryo, Output output, Object object) {
    try {
      for (int i = 0; i < components.length; i++) {
        Object value = components[i].get(object);
        slots[i].requireFits(value);
        kryo.writeClassAndObject(output, value);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable Object read(Kryo kryo, Input input, Class<?> type) {
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = kryo.readClassAndObject(input);
    }
    try {
      return javaType.resolve(constructor.newInstance(values));
    } catch (InvocationTargetException e) {
      throw new TaskDecodingException(
          "The constructor of record "
              + constructor.getName()
              + " refused what was sent: "
              + e.getCause(),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new TaskDecodingException("A record is damaged: " + e, e);
    }
  }
}
