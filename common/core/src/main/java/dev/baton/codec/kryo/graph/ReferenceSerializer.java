package dev.baton.codec.kryo.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.TaskDecodingException;
import dev.baton.codec.Codec;
import dev.baton.codec.ReferenceType;
import dev.baton.codec.kryo.refusal.OwnersException;

/**
 * Writes an object as bytes that its owner defines.
 *
 * @param <T> the type of the object
 */
final class ReferenceSerializer<T> extends Serializer<T> {

  private final ReferenceType<T> type;
  private final Codec codec;

  ReferenceSerializer(ReferenceType<T> type, Codec codec) {
    this.type = type;
    this.codec = codec;
  }

  @Override
  public void write(Kryo kryo, Output output, T object) {
    byte[] bytes = OwnersException.guard(() -> type.toBytes().apply(object));
    output.writeVarInt(bytes.length, true);
    output.writeBytes(bytes);
    ((RecordOutput) output).refersTo(object);
  }

  @Override
  public T read(Kryo kryo, Input input, Class<? extends T> ignored) {
    byte[] bytes = input.readBytes(input.readVarInt(true));
    T object = OwnersException.guard(() -> type.fromBytes().apply(bytes, codec));
    if (!type.type().isInstance(object)) {
      throw new TaskDecodingException("A reference leads to no " + type.type().getName());
    }
    return object;
  }
}
