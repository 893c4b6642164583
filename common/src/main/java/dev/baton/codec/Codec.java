package dev.baton.codec;

import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import org.jspecify.annotations.Nullable;

/** Turns objects into bytes and back. Implementations are safe for use by many threads at once. */
public interface Codec {

  /**
   * Encodes an object and all that it refers to.
   *
   * @throws TaskEncodingException if a part of it cannot be serialised; names the path of fields to
   *     that part
   */
  byte[] encode(@Nullable Object value);

  /**
   * Decodes what {@link #encode} made, perhaps in another process.
   *
   * @throws TaskDecodingException if the bytes are damaged, or name a class that is unknown or not
   *     allowed here
   */
  @Nullable Object decode(byte[] bytes);
}
