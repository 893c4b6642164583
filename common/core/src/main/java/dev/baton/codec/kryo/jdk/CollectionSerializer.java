package dev.baton.codec.kryo.jdk;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.codec.kryo.graph.GraphReferences;
import dev.baton.codec.kryo.graph.RecordInput;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes collections that can be created empty and then filled. */
final class CollectionSerializer extends Serializer<Collection<?>> {

  private final IntFunction<Collection<@Nullable Object>> make;
  private final boolean inAnyOrder;
  private final boolean canWait;
  private final boolean hashes;

  /**
   * Creates a serialiser.
   *
   * @param make creates an empty collection with room for this many elements
   * @param inAnyOrder whether it makes no difference which element comes first
   */
  CollectionSerializer(IntFunction<Collection<@Nullable Object>> make, boolean inAnyOrder) {
    this.make = make;
    this.inAnyOrder = inAnyOrder;
    Collection<?> example = make.apply(0);
    this.canWait = inAnyOrder || example instanceof List;
    this.hashes = example instanceof Set;
  }

  @Override
  public void write(Kryo kryo, Output output, Collection<?> collection) {
    writeElements(kryo, output, collection, canWait);
  }

  @Override
  public Collection<?> read(Kryo kryo, Input input, Class<? extends Collection<?>> type) {
    RecordInput record = (RecordInput) input;
    GraphReferences references = (GraphReferences) kryo.getReferenceResolver();
    int count = record.readCount();
    Collection<@Nullable Object> elements = make.apply(count);
    kryo.reference(elements);
    for (int i = 0; i < count; i++) {
      record.element();
      if (canWait) {
        references.allowWaiting();
      }
      Object element = kryo.readClassAndObject(input);
      if (element == null && canWait && references.isWaiting()) {
        await(record, references, elements, i);
      } else {
        add(record, elements, element);
      }
    }
    return elements;
  }

  private void add(
      RecordInput record, Collection<@Nullable Object> elements, @Nullable Object element) {
    if (hashes) {
      record.hash(element);
    }
    elements.add(element);
  }

  private void await(
      RecordInput record,
      GraphReferences references,
      Collection<@Nullable Object> elements,
      int place) {
    if (inAnyOrder) {
      references.awaitNext(late -> add(record, elements, late));
    } else {
      List<@Nullable Object> list = (List<@Nullable Object>) elements;
      list.add(null);
      references.awaitNext(late -> list.set(place, late));
    }
  }

  /**
   * Writes a snapshot of count and elements: other threads may change a concurrent collection
   * meanwhile.
   *
   * @param canWait whether the reader can insert an element later
   */
  static void writeElements(Kryo kryo, Output output, Collection<?> collection, boolean canWait) {
    GraphReferences references = (GraphReferences) kryo.getReferenceResolver();
    @Nullable Object[] elements = collection.toArray();
    output.writeVarInt(elements.length, true);
    for (Object element : elements) {
      if (canWait) {
        references.allowWaiting();
      }
      kryo.writeClassAndObject(output, element);
    }
    references.forbidWaiting();
  }
}
