package dev.baton.codec.kryo.object;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.TaskDecodingException;
import dev.baton.codec.kryo.type.Fingerprint;

/** Writes a constant as its number; the names of all constants are in the fingerprint. */
public final class EnumSerializer extends Serializer<Enum<?>> implements Fingerprint {

  private final Enum<?>[] constants;
  private final int fingerprint;

  public EnumSerializer(Class<?> type) {
    constants = (Enum<?>[]) type.getEnumConstants();
    int hash = constants.length;
    for (Enum<?> constant : constants) {
      hash = 31 * hash + constant.name().hashCode();
    }
    fingerprint = hash;
  }

  @Override
  public int fingerprint() {
    return fingerprint;
  }

  @Override
  public void write(Kryo kryo, Output output, Enum<?> constant) {
    output.writeVarInt(constant.ordinal(), true);
  }

  @Override
  public Enum<?> read(Kryo kryo, Input input, Class<? extends Enum<?>> type) {
    int ordinal = input.readVarInt(true);
    if (ordinal < 0 || ordinal >= constants.length) {
      throw new TaskDecodingException(
          "A record is damaged: " + type + " has no constant " + ordinal);
    }
    return constants[ordinal];
  }
}
