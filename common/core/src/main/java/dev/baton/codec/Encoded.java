package dev.baton.codec;

import dev.baton.TaskEncodingException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * An encoded object whose parts are not yet assembled, so that each part is copied only once to its
 * destination, an array or off-heap memory.
 *
 * <p>The parts are the bytes of the graph, which belong to this object, and the object's primitive
 * arrays, which still belong to the program. So copy it at once: if an array changes first, the
 * copy may show the change.
 */
public final class Encoded {

  /** The longest possible array: some JVMs cannot create the very longest ones. */
  public static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final byte[] graph;
  private final int graphBytes;
  private final List<MemorySegment> arrays;
  private final List<Object> references;
  private final LongFunction<TaskEncodingException> tooLarge;
  private final long size;

  /**
   * Wraps what a codec has produced.
   *
   * @param graph the bytes of the graph; owned by this object from now on
   * @param graphBytes how many of these bytes are used
   * @param arrays the arrays that follow the graph, in order
   * @param references see {@link #references()}
   * @param tooLarge creates the exception for this many bytes, if they do not fit into an array
   */
  public Encoded(
      byte[] graph,
      int graphBytes,
      List<MemorySegment> arrays,
      List<Object> references,
      LongFunction<TaskEncodingException> tooLarge) {
    this.graph = graph;
    this.graphBytes = graphBytes;
    this.arrays = List.copyOf(arrays);
    this.references = List.copyOf(references);
    this.tooLarge = tooLarge;
    long bytes = graphBytes;
    for (MemorySegment array : this.arrays) {
      bytes = Math.addExact(bytes, array.byteSize());
    }
    this.size = bytes;
  }

  /** How many bytes it takes. */
  public long size() {
    return size;
  }

  /** How many of the bytes are primitive arrays, which are copied unchanged. */
  public long arrayBytes() {
    return size - graphBytes;
  }

  /**
   * The bytes in an array. It may be the very array in which the graph was written, so a caller
   * that changes it must not use this object again.
   *
   * @throws TaskEncodingException if there are more bytes than an array can hold
   */
  public byte[] toByteArray() {
    if (size > LARGEST_ARRAY) {
      throw tooLarge.apply(size);
    }
    if (size == graphBytes && graphBytes == graph.length) {
      return graph;
    }
    byte[] bytes = Arrays.copyOf(graph, (int) size);
    copyArrays(MemorySegment.ofArray(bytes));
    return bytes;
  }

  /**
   * Copies the bytes to the beginning of some memory, {@link #size()} of them.
   *
   * @throws IllegalArgumentException if the memory is smaller
   */
  public void copyTo(MemorySegment target) {
    if (target.byteSize() < size) {
      throw new IllegalArgumentException(
          "a record of " + size + " bytes does not fit into " + target.byteSize());
    }
    MemorySegment.copy(MemorySegment.ofArray(graph), 0, target, 0, graphBytes);
    copyArrays(target);
  }

  /**
   * The objects that were written by a {@link ReferenceType}, each once, in the order of their
   * first occurrence. The caller keeps them alive while the record is in transit.
   */
  public List<Object> references() {
    return references;
  }

  private void copyArrays(MemorySegment target) {
    long at = graphBytes;
    for (MemorySegment array : arrays) {
      MemorySegment.copy(array, 0, target, at, array.byteSize());
      at += array.byteSize();
    }
  }
}
