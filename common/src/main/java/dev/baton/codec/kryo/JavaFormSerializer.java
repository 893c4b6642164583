package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.TaskDecodingException;
import dev.baton.codec.JavaForm;
import java.io.IOException;
import java.io.NotSerializableException;

/** Writes an object with Java's own serialisation, because its class says how. */
final class JavaFormSerializer extends Serializer<Object> {

  private final JavaForm javaForm;
  private final ReferenceForms references;

  JavaFormSerializer(JavaForm javaForm, ReferenceForms references) {
    this.javaForm = javaForm;
    this.references = references;
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    write(output, object);
  }

  @Override
  public Object read(Kryo kryo, Input input, Class<?> type) {
    return read(input, type);
  }

  void write(Output output, Object object) {
    byte[] bytes;
    try {
      bytes =
          references.isEmpty()
              ? JavaForm.write(object)
              : JavaForm.write(object, part -> references.refuseInside(object, part));
    } catch (NotSerializableException e) {
      throw Refusals.notSerializable(object, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UnencodableException(object, "Java's serialisation failed: " + e, "See the cause.");
    }
    output.writeVarInt(bytes.length, true);
    output.writeBytes(bytes);
  }

  /** Reads an object that must be of the given type. */
  Object read(Input input, Class<?> type) {
    Object object = javaForm.read(input.readBytes(input.readVarInt(true)));
    if (!type.isInstance(object)) {
      throw new TaskDecodingException("A record is damaged: it holds no " + type.getName());
    }
    return object;
  }
}
