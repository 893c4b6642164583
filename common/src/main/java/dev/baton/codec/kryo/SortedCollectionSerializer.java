package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes collections with a comparator: the comparator first.
 *
 * @param <C> the type of the collection
 */
final class SortedCollectionSerializer<C extends Collection<?>> extends Serializer<C> {

  private final Function<C, @Nullable Comparator<?>> comparatorOf;
  private final Function<@Nullable Comparator<Object>, Collection<@Nullable Object>> make;
  private final UnaryOperator<Collection<@Nullable Object>> wrap;

  SortedCollectionSerializer(
      Function<C, @Nullable Comparator<?>> comparatorOf,
      Function<@Nullable Comparator<Object>, Collection<@Nullable Object>> make,
      UnaryOperator<Collection<@Nullable Object>> wrap) {
    this.comparatorOf = comparatorOf;
    this.make = make;
    this.wrap = wrap;
  }

  @Override
  public void write(Kryo kryo, Output output, C collection) {
    kryo.writeClassAndObject(output, comparatorOf.apply(collection));
    CollectionSerializer.writeElements(kryo, output, collection);
  }

  @Override
  @SuppressWarnings("unchecked") // a comparator of something else fails when it compares
  public C read(Kryo kryo, Input input, Class<? extends C> type) {
    Comparator<Object> comparator = (Comparator<Object>) kryo.readClassAndObject(input);
    RecordInput record = (RecordInput) input;
    int count = record.readCount();
    Collection<@Nullable Object> elements = make.apply(comparator);
    C visible = (C) wrap.apply(elements);
    kryo.reference(visible);
    CollectionSerializer.readElements(kryo, record, count, elements);
    return visible;
  }
}
