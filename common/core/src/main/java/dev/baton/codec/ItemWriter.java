package dev.baton.codec;

import dev.baton.TaskEncodingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes many objects one after the other, each as a graph of its own, and names their classes
 * once for all of them. For one thread, which closes it.
 */
public interface ItemWriter extends AutoCloseable {

  /**
   * Encodes an object; it takes the place of the one before.
   *
   * @return how many bytes it has
   * @throws TaskEncodingException as {@link Codec#encode} does; then there is no object
   */
  long write(@Nullable Object value);

  /** What the object refers to, as {@link Encoded#references}. */
  List<Object> references();

  /** Adds the object to others, all of this writer. */
  void addTo(ItemsBuilder items);

  /** The object by itself, for {@link Codec#decode}. To be copied at once. */
  Encoded alone();

  @Override
  void close();
}
