package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lists of {@code List.of} and those of {@code Stream.toList()}, which are of the same
 * class and differ only in what they think of null.
 */
final class ImmutableListSerializer extends LateSerializer<List<?>> {

  @Override
  void writeParts(Kryo kryo, Output output, List<?> list) {
    output.writeBoolean(acceptsNull(list));
    CollectionSerializer.writeElements(kryo, output, list, false);
  }

  @Override
  public List<?> read(Kryo kryo, Input input, Class<? extends List<?>> type) {
    boolean acceptsNull = input.readBoolean();
    @Nullable Object[] elements = FixedCollectionSerializer.readElements(kryo, input);
    return of(elements, acceptsNull);
  }

  static boolean acceptsNull(List<?> list) {
    try {
      var _ = list.contains(null);
      return true;
    } catch (NullPointerException e) {
      return false;
    }
  }

  static List<?> of(@Nullable Object[] elements, boolean acceptsNull) {
    return acceptsNull ? Arrays.stream(elements).toList() : List.of(elements);
  }
}
