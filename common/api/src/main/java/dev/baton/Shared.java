package dev.baton;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A handle to data in the host store: shared memory that all processes of a host see in place.
 *
 * <p>Captured by a task, or given to it as an argument or a part of one, a handle travels as some
 * fifty bytes, however large the data. In the task it stands for the same memory: nothing is copied
 * and nothing decoded until {@link #value()} is asked for.
 *
 * <p>Data is open for writing at first, where it was allocated rather than shared; {@linkplain
 * #seal() sealed} it never changes again, and everybody sees it read-only. While it is open, tasks
 * may write to it too; they must keep out of each other's way, and an attempt that is repeated
 * writes again.
 *
 * <p>What a handle gives out can be used <em>in the program</em> until the handle is closed or the
 * pool is, and <em>in a task</em> until the task ends; later access is an {@link
 * IllegalStateException}, and access out of bounds an {@link IndexOutOfBoundsException}. Keep a
 * handle as long as you use its memory: one that is no longer reachable is closed. A handle that is
 * closed while tasks that were submitted with it have not ended stays of use to these.
 *
 * <p>Thread-safe, as far as memory is: reading what other threads write needs the usual care.
 *
 * @param <T> what the data is as a Java object
 */
public interface Shared<T extends @Nullable Object> extends AutoCloseable {

  /** The size of the data in bytes. */
  long byteSize();

  /**
   * The data in place, in the byte order of the machine; read-only if sealed.
   *
   * @throws IllegalStateException if the handle or the pool is closed
   * @throws BlobGoneException if the data is not there any more, or lies on another host
   */
  MemorySegment segment();

  /**
   * The data as a Java object. An array is a copy on the heap, made by each call; of a shared
   * object there is one in each process, decoded when the first asks for it, and to be treated as
   * unchangeable; of allocated memory it is the {@linkplain #segment() segment}.
   *
   * @throws IllegalStateException if the handle or the pool is closed
   * @throws BlobGoneException if the data is not there any more, or lies on another host
   */
  T value();

  /** Whether the data can change no more. */
  boolean isSealed();

  /**
   * Ends the writing; does nothing if that has ended. Only where the data was allocated.
   *
   * @throws IllegalStateException if tasks that may write have not ended within five seconds, or
   *     the data was allocated elsewhere
   */
  void seal();

  /**
   * Lets the data go: its memory is used for other data when no task needs it any more. In a task
   * this does nothing; the task's end does it.
   */
  @Override
  void close();

  /**
   * The data in place as a buffer, in the byte order of the machine; read-only if sealed.
   *
   * @throws UnsupportedOperationException if it has more than 2 GiB; {@link #segment()} has no
   *     limit
   */
  default ByteBuffer bytes() {
    if (byteSize() > Integer.MAX_VALUE) {
      throw new UnsupportedOperationException(
          "A buffer ends at 2 GiB, and the data has %,d bytes: use segment(), or a slice of it."
              .formatted(byteSize()));
    }
    return segment().asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** The data in place as doubles; as {@link #bytes()}. */
  default DoubleBuffer doubles() {
    return bytes().asDoubleBuffer();
  }

  /** The data in place as longs; as {@link #bytes()}. */
  default LongBuffer longs() {
    return bytes().asLongBuffer();
  }

  /** The data in place as ints; as {@link #bytes()}. */
  default IntBuffer ints() {
    return bytes().asIntBuffer();
  }

  /** The data in place as floats; as {@link #bytes()}. */
  default FloatBuffer floats() {
    return bytes().asFloatBuffer();
  }
}
