package dev.baton.codec.kryo.object;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.TaskDecodingException;
import dev.baton.codec.kryo.graph.ClassNames;
import dev.baton.codec.kryo.type.Fingerprint;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes the {@link Constants} of a class by number, and its other objects in the usual way. */
public final class ConstantSerializer extends Serializer<Object> implements Fingerprint {

  private final Class<?> type;
  private final Constants constants;
  private final Supplier<Serializer<?>> maker;
  private @Nullable Serializer<Object> others;

  /**
   * Creates a serialiser.
   *
   * @param others creates the serialiser for objects that are not constants, once there is one
   */
  public ConstantSerializer(Class<?> type, Supplier<Serializer<?>> others) {
    this.type = type;
    this.constants = Constants.of(type);
    this.maker = others;
  }

  @Override
  public int fingerprint() {
    return constants.fingerprint();
  }

  @Override
  public void write(Kryo kryo, Output output, Object object) {
    int number = constants.numberOf(object);
    output.writeVarInt(number + 1, true);
    if (number < 0) {
      Serializer<Object> serializer = others();
      output.writeInt(Fingerprint.of(serializer));
      serializer.write(kryo, output, object);
    }
  }

  @Override
  public @Nullable Object read(Kryo kryo, Input input, Class<?> ignored) {
    int number = input.readVarInt(true);
    if (number < 0 || number > constants.count()) {
      throw new TaskDecodingException(
          "A record is damaged: " + type + " has no constant " + number);
    }
    if (number > 0) {
      return constants.value(number - 1);
    }
    Serializer<Object> serializer = others();
    ClassNames.requireSameFields(type.getName(), input.readInt(), serializer);
    return serializer.read(kryo, input, type);
  }

  @SuppressWarnings("unchecked") // it was made for the class
  private Serializer<Object> others() {
    Serializer<Object> known = others;
    if (known == null) {
      known = (Serializer<Object>) maker.get();
      others = known;
    }
    return known;
  }
}
