package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.TaskDecodingException;
import java.io.IOException;
import java.io.NotSerializableException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the objects of a class as Java's serialisation would, method for method, but as part of
 * the record.
 */
final class JavaSerializer extends Serializer<Object> implements Fingerprint {

  private final JavaType type;
  private final JavaStreams streams;

  JavaSerializer(Class<?> type, JavaStreams streams) {
    this.type = JavaType.of(type);
    this.streams = streams;
    if (!this.type.canBeMade()) {
      throw Refusals.cannotBeMade(type);
    }
  }

  @Override
  public int fingerprint() {
    return type.fingerprint();
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    try {
      streams.output().write(type, object);
    } catch (NotSerializableException e) {
      throw Refusals.refusesItself(object, e);
    } catch (IOException e) {
      throw new UnencodableException(
          object, "its class could not write it: " + e, "See the cause.", e);
    }
  }

  @Override
  public @Nullable Object read(Kryo kryo, Input input, Class<?> ignored) {
    GraphReferences references = (GraphReferences) kryo.getReferenceResolver();
    Object object = type.make();
    kryo.reference(object);
    int id = references.lastMade();
    try {
      streams.input().read(type, object);
    } catch (IOException | ClassNotFoundException e) {
      throw new TaskDecodingException(
          "An object of " + type.type().getName() + " cannot be read: " + e, e);
    }
    if (!type.resolves()) {
      return object;
    }
    Object resolved = type.resolve(object);
    references.replace(id, resolved);
    return resolved;
  }
}
