package dev.baton.codec;

import dev.baton.BatonException;
import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into bytes and back. Implementations are thread-safe.
 *
 * <p>Anything that methods of the objects' classes throw becomes the cause of one of the exceptions
 * below; only an {@link OutOfMemoryError} is passed on unchanged.
 */
public interface Codec {

  /**
   * Encodes an object and everything it refers to. Copy the result at once, see {@link Encoded}.
   *
   * @throws TaskEncodingException if a part of it cannot be serialised; the message names the path
   *     of fields to that part
   * @throws IllegalStateException if the owner of a {@link ReferenceType} throws it
   * @throws BatonException if the owner of a {@link ReferenceType} throws it
   */
  Encoded encode(@Nullable Object value);

  /**
   * Encodes an object into a new array.
   *
   * @throws TaskEncodingException as {@link #encode} does, and if an array cannot hold the bytes
   */
  default byte[] encodeToBytes(@Nullable Object value) {
    return encode(value).toByteArray();
  }

  /**
   * Decodes what {@link #encode} produced, perhaps in another process, or {@link Items} with a
   * single item.
   *
   * @throws TaskDecodingException if the bytes are damaged, or name a class that is unknown or not
   *     allowed here
   * @throws IllegalStateException if the owner of a {@link ReferenceType} throws it
   * @throws BatonException if the owner of a {@link ReferenceType} throws it
   */
  @Nullable Object decode(byte[] bytes);

  /**
   * Decodes in place what {@link #encode} produced, on or off the heap, without first copying it to
   * the heap. The result no longer depends on the memory.
   *
   * @param bytes exactly the bytes of one object; there may be more of them than an array can hold
   * @throws TaskDecodingException as {@link #decode(byte[])} does, and if the memory cannot be read
   *     to the end: it was released meanwhile, its file was truncated, or it belongs to another
   *     thread
   * @throws IllegalStateException if the owner of a {@link ReferenceType} throws it
   * @throws BatonException if the owner of a {@link ReferenceType} throws it
   */
  @Nullable Object decode(MemorySegment bytes);

  /** Creates a writer that encodes many objects, to be sent and decoded item by item. */
  ItemWriter itemWriter();

  /**
   * Creates a reader that decodes what {@link ItemsBuilder} has assembled.
   *
   * @throws TaskDecodingException if the bytes hold no items
   */
  ItemReader itemReader(byte[] items);
}
