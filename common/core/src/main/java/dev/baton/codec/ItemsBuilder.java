package dev.baton.codec;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Assembles the bytes of {@link Items}. For one thread. */
public final class ItemsBuilder {

  private static final VarHandle LENGTH =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int FIRST_SIZE = 512;

  private byte[] names = {};
  private byte[] records = new byte[FIRST_SIZE];
  private int size;
  private int count;

  /**
   * Adds an item.
   *
   * @param graph contains the beginning of its record
   * @param graphBytes how many bytes of the graph are used
   * @param arrays the arrays that follow
   * @param allNames the names to which this record and those before it refer; must not be changed
   */
  public void add(byte[] graph, int graphBytes, List<MemorySegment> arrays, byte[] allNames) {
    names = allNames;
    int length = graphBytes;
    for (MemorySegment array : arrays) {
      length = Math.addExact(length, Math.toIntExact(array.byteSize()));
    }
    reserve(Math.addExact(length, Integer.BYTES));
    LENGTH.set(records, size, length);
    System.arraycopy(graph, 0, records, size + Integer.BYTES, graphBytes);
    size += Integer.BYTES + graphBytes;
    for (MemorySegment array : arrays) {
      MemorySegment.copy(array, 0, MemorySegment.ofArray(records), size, array.byteSize());
      size += (int) array.byteSize();
    }
    count++;
  }

  /** How many items there are. */
  public int count() {
    return count;
  }

  /** How many bytes they take, without the names. */
  public int size() {
    return size;
  }

  /** The bytes of all items, which are removed. */
  public byte[] take() {
    byte[] bytes = new byte[Items.HEADER + names.length + size];
    bytes[0] = Items.VERSION;
    LENGTH.set(bytes, 1, names.length);
    System.arraycopy(names, 0, bytes, Items.HEADER, names.length);
    System.arraycopy(records, 0, bytes, Items.HEADER + names.length, size);
    size = 0;
    count = 0;
    return bytes;
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > records.length) {
      records = Arrays.copyOf(records, Math.max(needed, (int) Math.min(2L * size, needed * 2L)));
    }
  }
}
