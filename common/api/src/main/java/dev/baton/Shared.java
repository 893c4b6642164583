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
 * {@snippet lang="java" :
 * try (Shared<double[]> prices = pool.share(new double[] {1, 2, 3})) { // copied once
 *   double second = pool.submit(() -> prices.doubles().get(1)).get(); // read in place
 * }
 * }
 *
 * <p>Captured by a task, or passed to it as an argument or part of one, a handle travels as some
 * fifty bytes, whatever the size of the data. In the task it refers to the same memory: nothing is
 * copied, and nothing is decoded until {@link #value()} is called.
 *
 * <p>Data that was allocated rather than shared is open for writing at first. Once {@linkplain
 * #seal() sealed}, it never changes again, and everybody sees it read-only. While it is open, tasks
 * may write to it, too; they must write to different parts, and a repeated attempt writes again.
 *
 * <p>What a handle returns can be used <em>in the program</em> until the handle or the pool is
 * closed, and <em>in a task</em> until the task ends. Later access throws an {@link
 * IllegalStateException}, and access out of bounds an {@link IndexOutOfBoundsException}. Keep a
 * handle for as long as you use its memory: a handle that is no longer reachable is closed. Closing
 * a handle does not affect tasks that were submitted with it.
 *
 * <p>Thread-safe, as far as memory is: reading what other threads write needs the usual care.
 *
 * @param <T> what the data is as a Java object
 */
public interface Shared<T extends @Nullable Object> extends AutoCloseable {

  /** {@return the size of the data in bytes} */
  long byteSize();

  /**
   * The data in place, in the byte order of the machine; read-only if sealed.
   *
   * @return the memory
   * @throws IllegalStateException if the handle or the pool is closed
   * @throws BlobGoneException if the data no longer exists, or lies on another host
   */
  MemorySegment segment();

  /**
   * The data as a Java object. For an array, each call creates a copy on the heap. For a shared
   * object, each process has one instance, which is decoded on first use and must not be modified.
   * For allocated memory, it is the {@linkplain #segment() segment}.
   *
   * @return the data
   * @throws IllegalStateException if the handle or the pool is closed
   * @throws BlobGoneException if the data no longer exists, or lies on another host
   */
  T value();

  /** {@return whether the data is sealed, so that it can no longer change} */
  boolean isSealed();

  /**
   * Makes the data read-only for ever; does nothing if it is sealed already. Only the process that
   * allocated the data can seal it.
   *
   * @throws IllegalStateException if tasks that may write have not ended within five seconds, or
   *     another process allocated the data
   */
  void seal();

  /**
   * Releases the data: its memory is reused once no task needs it any more. In a task this does
   * nothing; the data is released when the task ends.
   */
  @Override
  void close();

  /**
   * The data in place as a buffer, in the byte order of the machine; read-only if sealed.
   *
   * @return the buffer
   * @throws UnsupportedOperationException if the data has more than 2 GiB; {@link #segment()} has
   *     no limit
   */
  default ByteBuffer bytes() {
    if (byteSize() > Integer.MAX_VALUE) {
      throw new UnsupportedOperationException(
          "A buffer ends at 2 GiB, and the data has %,d bytes: use segment(), or a slice of it."
              .formatted(byteSize()));
    }
    return segment().asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** {@return the data in place as doubles; see {@link #bytes()}} */
  default DoubleBuffer doubles() {
    return bytes().asDoubleBuffer();
  }

  /** {@return the data in place as longs; see {@link #bytes()}} */
  default LongBuffer longs() {
    return bytes().asLongBuffer();
  }

  /** {@return the data in place as ints; see {@link #bytes()}} */
  default IntBuffer ints() {
    return bytes().asIntBuffer();
  }

  /** {@return the data in place as floats; see {@link #bytes()}} */
  default FloatBuffer floats() {
    return bytes().asFloatBuffer();
  }
}
