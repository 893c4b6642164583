package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.TaskDecodingException;
import java.util.EnumSet;

/** Writes a set of constants: their enum, how many, and which. */
@SuppressWarnings({"rawtypes", "unchecked"}) // which enum it is, is known at run time only
final class EnumSetSerializer extends Serializer<EnumSet> {

  @Override
  public void write(Kryo kryo, Output output, EnumSet set) {
    EnumSet some = set.isEmpty() ? EnumSet.complementOf(set) : set;
    if (some.isEmpty()) {
      throw new UnencodableException(
          set, "it is of an enum without constants", "Send null in its place.");
    }
    Enum<?> any = (Enum<?>) some.iterator().next();
    kryo.writeClass(output, any.getDeclaringClass());
    output.writeVarInt(set.size(), true);
    for (Object constant : set) {
      output.writeVarInt(((Enum<?>) constant).ordinal(), true);
    }
  }

  @Override
  public EnumSet read(Kryo kryo, Input input, Class<? extends EnumSet> type) {
    Class<?> enumType = readEnumType(kryo, input);
    Object[] constants = enumType.getEnumConstants();
    EnumSet set = EnumSet.noneOf((Class) enumType);
    int count = input.readVarInt(true);
    if (count < 0 || count > constants.length) {
      throw new TaskDecodingException(
          "A record is damaged: " + count + " constants of " + enumType);
    }
    for (int i = 0; i < count; i++) {
      int ordinal = input.readVarInt(true);
      if (ordinal < 0 || ordinal >= constants.length) {
        throw new TaskDecodingException(
            "A record is damaged: no constant " + ordinal + " of " + enumType);
      }
      set.add(constants[ordinal]);
    }
    return set;
  }

  static Class<?> readEnumType(Kryo kryo, Input input) {
    var registration = kryo.readClass(input);
    if (registration == null || !registration.getType().isEnum()) {
      throw new TaskDecodingException("A record is damaged: an enum set or map of no enum");
    }
    return registration.getType();
  }
}
