package dev.baton.codec.kryo.jdk;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.graph.ImmutableLists;
import dev.baton.codec.kryo.graph.LateSerializer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lists of {@code List.of} and those of {@code Stream.toList()}, which have the same
 * class and differ only in whether they accept null.
 */
final class ImmutableListSerializer extends LateSerializer<List<?>> {

  @Override
  protected void writeParts(Kryo kryo, Output output, List<?> list) {
    output.writeBoolean(ImmutableLists.acceptsNull(list));
    CollectionSerializer.writeElements(kryo, output, list, false);
  }

  @Override
  public List<?> read(Kryo kryo, Input input, Class<? extends List<?>> type) {
    boolean acceptsNull = input.readBoolean();
    @Nullable Object[] elements = FixedCollectionSerializer.readElements(kryo, input);
    return ImmutableLists.of(elements, acceptsNull);
  }
}
