package dev.baton.codec;

import dev.baton.TaskEncodingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes many objects one after the other, each as its own graph, and names their classes once for
 * all of them. For one thread, which closes it.
 */
public interface ItemWriter extends AutoCloseable {

  /**
   * Encodes an object, which replaces the previous one.
   *
   * @return how many bytes it has
   * @throws TaskEncodingException as {@link Codec#encode} does; then there is no object
   */
  long write(@Nullable Object value);

  /** The objects it refers to, as {@link Encoded#references} has them. */
  List<Object> references();

  /** Adds the object to other items, all written by this writer. */
  void addTo(ItemsBuilder items);

  /** The object by itself, for {@link Codec#decode}. Copy it at once. */
  Encoded alone();

  @Override
  void close();
}
