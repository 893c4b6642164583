package dev.baton.codec.kryo.object;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.graph.GraphReferences;
import dev.baton.codec.kryo.graph.Substitutions;
import dev.baton.codec.kryo.graph.TypedVariable;
import java.lang.reflect.Field;

/** Writes and reads one field of an object. Small primitives take few bytes. */
abstract sealed class FieldCodec {

  final Field field;

  private FieldCodec(Field field) {
    this.field = field;
  }

  abstract void write(Kryo kryo, Output output, Object object) throws IllegalAccessException;

  abstract void read(Kryo kryo, Input input, Object object) throws IllegalAccessException;

  static FieldCodec of(Field field, Substitutions substitutions) {
    Class<?> type = field.getType();
    if (type == int.class) {
      return new IntField(field);
    }
    if (type == long.class) {
      return new LongField(field);
    }
    if (type == double.class) {
      return new DoubleField(field);
    }
    if (type == boolean.class) {
      return new BooleanField(field);
    }
    return type.isPrimitive() ? new SmallField(field) : new ObjectField(field, substitutions);
  }

  private static final class IntField extends FieldCodec {
    IntField(Field field) {
      super(field);
    }

    @Override
    void write(Kryo kryo, Output output, Object object) throws IllegalAccessException {
      output.writeVarInt(field.getInt(object), false);
    }

    @Override
    void read(Kryo kryo, Input input, Object object) throws IllegalAccessException {
      field.setInt(object, input.readVarInt(false));
    }
  }

  private static final class LongField extends FieldCodec {
    LongField(Field field) {
      super(field);
    }

    @Override
    void write(Kryo kryo, Output output, Object object) throws IllegalAccessException {
      output.writeVarLong(field.getLong(object), false);
    }

    @Override
    void read(Kryo kryo, Input input, Object object) throws IllegalAccessException {
      field.setLong(object, input.readVarLong(false));
    }
  }

  private static final class DoubleField extends FieldCodec {
    DoubleField(Field field) {
      super(field);
    }

    @Override
    void write(Kryo kryo, Output output, Object object) throws IllegalAccessException {
      output.writeDouble(field.getDouble(object));
    }

    @Override
    void read(Kryo kryo, Input input, Object object) throws IllegalAccessException {
      field.setDouble(object, input.readDouble());
    }
  }

  private static final class BooleanField extends FieldCodec {
    BooleanField(Field field) {
      super(field);
    }

    @Override
    void write(Kryo kryo, Output output, Object object) throws IllegalAccessException {
      output.writeBoolean(field.getBoolean(object));
    }

    @Override
    void read(Kryo kryo, Input input, Object object) throws IllegalAccessException {
      field.setBoolean(object, input.readBoolean());
    }
  }

  /** The primitives that are rare in fields. */
  private static final class SmallField extends FieldCodec {
    SmallField(Field field) {
      super(field);
    }

    @Override
    void write(Kryo kryo, Output output, Object object) throws IllegalAccessException {
      switch (field.get(object)) {
        case Byte value -> output.writeByte(value);
        case Short value -> output.writeShort(value);
        case Character value -> output.writeChar(value);
        case Float value -> output.writeFloat(value);
        default -> throw new KryoException("no small primitive: " + field);
      }
    }

    @Override
    void read(Kryo kryo, Input input, Object object) throws IllegalAccessException {
      Class<?> type = field.getType();
      if (type == byte.class) {
        field.setByte(object, input.readByte());
      } else if (type == short.class) {
        field.setShort(object, input.readShort());
      } else if (type == char.class) {
        field.setChar(object, input.readChar());
      } else {
        field.setFloat(object, input.readFloat());
      }
    }
  }

  private static final class ObjectField extends FieldCodec {

    private final TypedVariable slot;

    ObjectField(Field field, Substitutions substitutions) {
      super(field);
      slot = new TypedVariable(field.getType(), field.getName(), substitutions);
    }

    @Override
    void write(Kryo kryo, Output output, Object object) throws IllegalAccessException {
      GraphReferences references = (GraphReferences) kryo.getReferenceResolver();
      Object value = field.get(object);
      slot.requireFits(value);
      references.allowWaiting();
      kryo.writeClassAndObject(output, value);
      references.forbidWaiting();
    }

    @Override
    void read(Kryo kryo, Input input, Object object) throws IllegalAccessException {
      GraphReferences references = (GraphReferences) kryo.getReferenceResolver();
      references.allowWaiting();
      Object value = kryo.readClassAndObject(input);
      if (value == null && references.isWaiting()) {
        references.awaitNext(late -> set(object, late));
      } else {
        field.set(object, value);
      }
    }

    private void set(Object object, Object value) {
      try {
        field.set(object, value);
      } catch (IllegalAccessException e) {
        throw new KryoException(e);
      }
    }
  }
}
