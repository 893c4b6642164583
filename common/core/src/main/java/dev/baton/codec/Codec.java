package dev.baton.codec;

import dev.baton.BatonException;
import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Turns objects into bytes and back. Implementations are safe for use by many threads at once.
 *
 * <p>Whatever methods of the objects' classes throw is the cause of one of the exceptions below;
 * only an {@link OutOfMemoryError} is passed on as it is.
 */
public interface Codec {

  /**
   * Encodes an object and all that it refers to. What comes back is to be copied at once, see
   * {@link Encoded}.
   *
   * @throws TaskEncodingException if a part of it cannot be serialised; names the path of fields to
   *     that part
   * @throws IllegalStateException if the owner of a {@link ReferenceType} says so
   * @throws BatonException if the owner of a {@link ReferenceType} says so
   */
  Encoded encode(@Nullable Object value);

  /**
   * Encodes an object into an array of its own.
   *
   * @throws TaskEncodingException as {@link #encode} does, and if an array cannot hold the bytes
   */
  default byte[] encodeToBytes(@Nullable Object value) {
    return encode(value).toByteArray();
  }

  /**
   * Decodes what {@link #encode} made, perhaps in another process, or {@link Items} that are one.
   *
   * @throws TaskDecodingException if the bytes are damaged, or name a class that is unknown or not
   *     allowed here
   * @throws IllegalStateException if the owner of a {@link ReferenceType} says so
   * @throws BatonException if the owner of a {@link ReferenceType} says so
   */
  @Nullable Object decode(byte[] bytes);

  /**
   * Decodes what {@link #encode} made from where it lies, on the heap or off it, without copying it
   * to the heap first. What comes back does not depend on the memory any more.
   *
   * @param bytes exactly the bytes of one object; there may be more of them than an array can hold
   * @throws TaskDecodingException as {@link #decode(byte[])} does, and if the memory cannot be read
   *     to the end: released meanwhile, of a file that has been cut, or of another thread
   * @throws IllegalStateException if the owner of a {@link ReferenceType} says so
   * @throws BatonException if the owner of a {@link ReferenceType} says so
   */
  @Nullable Object decode(MemorySegment bytes);

  /** Encodes many objects, to be sent and decoded item by item. */
  ItemWriter itemWriter();

  /**
   * Decodes what {@link ItemsBuilder} has put together.
   *
   * @throws TaskDecodingException if the bytes hold no items
   */
  ItemReader itemReader(byte[] items);
}
