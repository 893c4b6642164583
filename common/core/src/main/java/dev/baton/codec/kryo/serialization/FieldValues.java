package dev.baton.codec.kryo.serialization;

import com.esotericsoftware.kryo.Kryo;
import dev.baton.codec.kryo.graph.RecordInput;
import dev.baton.codec.kryo.graph.RecordOutput;
import dev.baton.codec.kryo.graph.Substitutions;
import dev.baton.codec.kryo.type.JavaLevel;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import org.jspecify.annotations.Nullable;

/**
 * The values of the serialisable fields of one {@link JavaLevel}, on their way to or from a record.
 */
final class FieldValues {

  private final JavaLevel level;
  private final boolean inRecord;
  private final @Nullable Object[] values;

  private FieldValues(JavaLevel level, boolean inRecord) {
    this.level = level;
    this.inRecord = inRecord;
    this.values = new @Nullable Object[level.fields().size()];
  }

  /** Values that are not set yet. */
  static FieldValues unset(JavaLevel level) {
    return new FieldValues(level, false);
  }

  void write(Kryo kryo, RecordOutput output, Substitutions substitutions) {
    for (int i = 0; i < values.length; i++) {
      ObjectStreamField field = level.fields().get(i);
      Object value = values[i];
      switch (field.getTypeCode()) {
        case 'B' -> output.writeByte(value == null ? 0 : (Byte) value);
        case 'C' -> output.writeChar(value == null ? 0 : (Character) value);
        case 'D' -> output.writeDouble(value == null ? 0 : (Double) value);
        case 'F' -> output.writeFloat(value == null ? 0 : (Float) value);
        case 'I' -> output.writeVarInt(value == null ? 0 : (Integer) value, false);
        case 'J' -> output.writeVarLong(value == null ? 0 : (Long) value, false);
        case 'S' -> output.writeShort(value == null ? 0 : (Short) value);
        case 'Z' -> output.writeBoolean(value != null && (Boolean) value);
        default -> {
          substitutions.requireFits(value, field.getType(), field.getName());
          kryo.writeClassAndObject(output, value);
        }
      }
    }
  }

  static FieldValues read(Kryo kryo, RecordInput input, JavaLevel level) {
    FieldValues read = new FieldValues(level, true);
    for (int i = 0; i < read.values.length; i++) {
      read.values[i] =
          switch (level.fields().get(i).getTypeCode()) {
            case 'B' -> input.readByte();
            case 'C' -> input.readChar();
            case 'D' -> input.readDouble();
            case 'F' -> input.readFloat();
            case 'I' -> input.readVarInt(false);
            case 'J' -> input.readVarLong(false);
            case 'S' -> input.readShort();
            case 'Z' -> input.readBoolean();
            default -> kryo.readClassAndObject(input);
          };
    }
    return read;
  }

  /** The values as a class's {@code writeObject} sets them. */
  ObjectOutputStream.PutField toPut(ObjectOutputStream stream) {
    return new Put(stream);
  }

  /** The values as a class's {@code readObject} asks for them. */
  ObjectInputStream.GetField toGet() {
    return new Get();
  }

  private final class Put extends ObjectOutputStream.PutField {

    private final ObjectOutputStream stream;

    Put(ObjectOutputStream stream) {
      this.stream = stream;
    }

    private void set(String name, @Nullable Object value, char typeCode) {
      int number = level.numberOf(name);
      char declared = level.fields().get(number).getTypeCode();
      if (declared != typeCode && !(typeCode == 'L' && declared == '[')) {
        throw new IllegalArgumentException(
            "field " + name + " of " + level.type().getName() + " has another type");
      }
      values[number] = value;
    }

    @Override
    public void put(String name, boolean value) {
      set(name, value, 'Z');
    }

    @Override
    public void put(String name, byte value) {
      set(name, value, 'B');
    }

    @Override
    public void put(String name, char value) {
      set(name, value, 'C');
    }

    @Override
    public void put(String name, short value) {
      set(name, value, 'S');
    }

    @Override
    public void put(String name, int value) {
      set(name, value, 'I');
    }

    @Override
    public void put(String name, long value) {
      set(name, value, 'J');
    }

    @Override
    public void put(String name, float value) {
      set(name, value, 'F');
    }

    @Override
    public void put(String name, double value) {
      set(name, value, 'D');
    }

    @Override
    public void put(String name, @Nullable Object value) {
      set(name, value, 'L');
    }

    @Deprecated
    @Override
    @SuppressWarnings({"removal", "ReferenceEquality"}) // it must be the very same stream
    public void write(ObjectOutput out) throws IOException {
      if (out != stream) {
        throw new IllegalArgumentException("these are the fields of another stream");
      }
      stream.writeFields();
    }
  }

  private final class Get extends ObjectInputStream.GetField {

    @Override
    public ObjectStreamClass getObjectStreamClass() {
      return level.description();
    }

    @Override
    public boolean defaulted(String name) {
      return level.numberOf(name) >= 0 && !inRecord;
    }

    @SuppressWarnings(
        "unchecked") // of the type that the class asks for, or the class has another version
    private <T> T orElse(String name, T other) {
      Object value = values[level.numberOf(name)];
      return value == null ? other : (T) value;
    }

    @Override
    public boolean get(String name, boolean other) {
      return orElse(name, (Boolean) other);
    }

    @Override
    public byte get(String name, byte other) {
      return orElse(name, (Byte) other);
    }

    @Override
    public char get(String name, char other) {
      return orElse(name, (Character) other);
    }

    @Override
    public short get(String name, short other) {
      return orElse(name, (Short) other);
    }

    @Override
    public int get(String name, int other) {
      return orElse(name, (Integer) other);
    }

    @Override
    public long get(String name, long other) {
      return orElse(name, (Long) other);
    }

    @Override
    public float get(String name, float other) {
      return orElse(name, (Float) other);
    }

    @Override
    public double get(String name, double other) {
      return orElse(name, (Double) other);
    }

    @Override
    public @Nullable Object get(String name, @Nullable Object other) {
      Object value = values[level.numberOf(name)];
      return inRecord ? value : other;
    }
  }
}
