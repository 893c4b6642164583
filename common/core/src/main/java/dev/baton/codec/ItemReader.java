package dev.baton.codec;

import dev.baton.TaskDecodingException;
import org.jspecify.annotations.Nullable;

/** Decodes the objects of {@link Items}. For one thread at a time; one of them closes it. */
public interface ItemReader extends AutoCloseable {

  /**
   * Decodes an object; fastest in the order in which they were written.
   *
   * @throws TaskDecodingException as {@link Codec#decode} does, and if there is no such object
   */
  @Nullable Object read(int item);

  @Override
  void close();
}
