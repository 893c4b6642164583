package dev.baton.codec.kryo.object;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.graph.Substitutions;
import dev.baton.codec.kryo.type.FieldLayout;
import dev.baton.codec.kryo.type.Fingerprint;
import java.lang.reflect.Field;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * Writes an object field by field, including the fields that the compiler adds for inner classes
 * and captures. Reading runs no constructor.
 */
public final class ObjectSerializer extends Serializer<Object> implements Fingerprint {

  private static final StdInstantiatorStrategy WITHOUT_CONSTRUCTOR = new StdInstantiatorStrategy();

  private final FieldCodec[] fields;
  private final int fingerprint;
  private final ObjectInstantiator<?> instantiator;

  public ObjectSerializer(Class<?> type, Substitutions substitutions) {
    Field[] layout = FieldLayout.of(type);
    fields = new FieldCodec[layout.length];
    for (int i = 0; i < layout.length; i++) {
      fields[i] = FieldCodec.of(layout[i], substitutions);
    }
    fingerprint = FieldLayout.fingerprint(layout);
    instantiator = WITHOUT_CONSTRUCTOR.newInstantiatorOf(type);
  }

  @Override
  public int fingerprint() {
    return fingerprint;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    try {
      for (FieldCodec field : fields) {
        field.write(kryo, output, object);
      }
    } catch (IllegalAccessException e) {
      throw new KryoException(e);
    }
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<?> type) {
    Object object = instantiator.newInstance();
    kryo.reference(object);
    try {
      for (FieldCodec field : fields) {
        field.read(kryo, input, object);
      }
    } catch (IllegalAccessException e) {
      throw new KryoException(e);
    }
    return object;
  }
}
