package dev.baton.codec.kryo.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/**
 * Writes objects that are created once all their parts have been read: records, immutable
 * collections, lambdas. A part that refers back to such an object is refused where the reader could
 * not insert the object later.
 *
 * @param <T> the type of the objects
 */
public abstract class LateSerializer<T> extends Serializer<T> {

  @Override
  public final void write(Kryo kryo, Output output, T object) {
    GraphReferences references = (GraphReferences) kryo.getReferenceResolver();
    references.begin(object);
    writeParts(kryo, output, object);
    references.end();
  }

  /** Writes all parts of the object. */
  protected abstract void writeParts(Kryo kryo, Output output, T object);

  /** Wraps another serialiser for such objects. */
  @SuppressWarnings("unchecked") // it gets the objects that it was made for
  public static LateSerializer<Object> of(Serializer<?> serializer) {
    Serializer<Object> writer = (Serializer<Object>) serializer;
    return new LateSerializer<>() {
      @Override
      protected void writeParts(Kryo kryo, Output output, Object object) {
        writer.write(kryo, output, object);
      }

      @Override
      public Object read(Kryo kryo, Input input, Class<?> type) {
        return writer.read(kryo, input, type);
      }
    };
  }
}
