package dev.baton.codec.kryo.serialization;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.TaskDecodingException;
import dev.baton.codec.kryo.graph.GraphReferences;
import dev.baton.codec.kryo.refusal.Refusals;
import dev.baton.codec.kryo.refusal.UnencodableException;
import dev.baton.codec.kryo.type.Fingerprint;
import dev.baton.codec.kryo.type.JavaType;
import java.io.IOException;
import java.io.NotSerializableException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the objects of a class as Java's serialisation would, method for method, but as part of
 * the record.
 */
public final class JavaSerializer extends Serializer<Object> implements Fingerprint {

  private final Class<?> described;
  private final JavaStreams streams;

  /** Looked up when first needed: most programs never send most classes of the JDK. */
  private @Nullable JavaType known;

  private JavaSerializer(Class<?> described, JavaStreams streams) {
    this.described = described;
    this.streams = streams;
  }

  /** Creates a serialiser for a class of the JDK that Java's serialisation can write and read. */
  public static JavaSerializer ofJdk(Class<?> type, JavaStreams streams) {
    return new JavaSerializer(type, streams);
  }

  /**
   * Creates a serialiser for any class.
   *
   * @throws UnencodableException if Java's serialisation could write its objects, but never read
   *     them
   */
  public static JavaSerializer of(Class<?> type, JavaStreams streams) {
    if (!JavaType.of(type).canBeMade()) {
      throw Refusals.cannotBeMade(type);
    }
    return new JavaSerializer(type, streams);
  }

  private JavaType type() {
    JavaType type = known;
    if (type == null) {
      type = JavaType.of(described);
      known = type;
    }
    return type;
  }

  @Override
  public int fingerprint() {
    return type().fingerprint();
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    try {
      streams.output().write(type(), object);
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
    JavaType type = type();
    Object object = type.make();
    kryo.reference(object);
    int id = references.lastMade();
    try {
      streams.input().read(type, object);
    } catch (IOException | ClassNotFoundException e) {
      throw new TaskDecodingException(
          "An object of " + described.getName() + " cannot be read: " + e, e);
    }
    if (!type.resolves()) {
      return object;
    }
    Object resolved = type.resolve(object);
    references.replace(id, resolved);
    return resolved;
  }
}
