package dev.baton.codec.kryo;

import dev.baton.TaskDecodingException;
import dev.baton.codec.Items;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A single item in memory.
 *
 * @param names the names of its classes; null if the record has them
 * @param record the item
 */
@SuppressWarnings("ArrayRecordComponent") // carried to the reader; never compared
record ItemInMemory(byte @Nullable [] names, MemorySegment record) {

  private static final ValueLayout.OfInt LENGTH =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  static boolean isIn(MemorySegment bytes) {
    return bytes.byteSize() > 0 && Items.areBehind(bytes.get(ValueLayout.JAVA_BYTE, 0));
  }

  /**
   * Reads what precedes the record.
   *
   * @throws TaskDecodingException if it is damaged, or there are several items
   */
  static ItemInMemory of(MemorySegment bytes) {
    long size = bytes.byteSize();
    int names = size < Items.HEADER ? -1 : bytes.get(LENGTH, 1);
    long at = Items.HEADER + (long) names;
    if (names < 0 || at + Integer.BYTES > size) {
      throw new TaskDecodingException("A record is damaged: it is not an item");
    }
    int length = bytes.get(LENGTH, at);
    if (length != Items.TO_THE_END && length != size - at - Integer.BYTES) {
      throw new TaskDecodingException("A record has more than one item where one was expected");
    }
    return new ItemInMemory(
        bytes.get(ValueLayout.JAVA_BYTE, 0) == Items.JOINED
            ? null
            : bytes.asSlice(Items.HEADER, names).toArray(ValueLayout.JAVA_BYTE),
        bytes.asSlice(at + Integer.BYTES));
  }
}
