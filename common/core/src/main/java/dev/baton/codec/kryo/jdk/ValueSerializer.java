package dev.baton.codec.kryo.jdk;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Writes a value that refers to no other object.
 *
 * @param <T> the type of the value
 */
final class ValueSerializer<T> extends Serializer<T> {

  private final BiConsumer<Output, T> writer;
  private final Function<Input, ? extends T> reader;

  ValueSerializer(BiConsumer<Output, T> writer, Function<Input, ? extends T> reader) {
    this.writer = writer;
    this.reader = reader;
  }

  /** Creates a serialiser for values that have a text form. */
  static <T> ValueSerializer<T> ofText(Function<T, String> toText, Function<String, T> fromText) {
    return new ValueSerializer<>(
        (output, value) -> output.writeString(toText.apply(value)),
        input -> fromText.apply(input.readString()));
  }

  /** Creates a serialiser for an object that is the only one of its class. */
  static <T> ValueSerializer<T> ofConstant(T constant) {
    return new ValueSerializer<>((output, value) -> {}, input -> constant);
  }

  @Override
  public void write(Kryo kryo, Output output, T value) {
    writer.accept(output, value);
  }

  @Override
  public T read(Kryo kryo, Input input, Class<? extends T> type) {
    return reader.apply(input);
  }
}
