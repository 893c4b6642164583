package dev.baton.codec;

import dev.baton.TaskDecodingException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Walks through the bytes of many objects that were encoded one after the other. Each is its own
 * graph, but the names of their classes occur once; or each has its own names, if they were encoded
 * separately and {@link #join joined} later. For one thread.
 *
 * <pre>
 *   version u8 | length of names i32 | names | items, one after the other: length i32 | record
 * </pre>
 *
 * The last item may have the length −1 and reach to the end. Any run of items can be cut out with
 * the names, and is then complete again.
 */
public final class Items {

  /** The first byte; that of a record with one object differs. */
  public static final byte VERSION = 3;

  /**
   * The first byte if each item has the names of its classes itself, and there are no shared ones.
   */
  public static final byte JOINED = 4;

  /** The size of what precedes the names. */
  public static final int HEADER = 1 + Integer.BYTES;

  /** The length of an item that reaches to the end. */
  public static final int TO_THE_END = -1;

  private final byte[] bytes;
  private final ByteBuffer numbers;
  private final int first;
  private int index;
  private int from;
  private int end;

  /**
   * Starts before the first item.
   *
   * @throws TaskDecodingException if the bytes hold no items
   */
  public Items(byte[] bytes) {
    this.bytes = bytes;
    this.numbers = ByteBuffer.wrap(bytes);
    if (!areIn(bytes) || bytes.length < HEADER) {
      throw damaged();
    }
    int names = numbers.getInt(1);
    if (names < 0 || names > bytes.length - HEADER) {
      throw damaged();
    }
    this.first = HEADER + names;
    rewind();
  }

  /** Whether the bytes say that they hold items. */
  public static boolean areIn(byte[] bytes) {
    return bytes.length > 0 && areBehind(bytes[0]);
  }

  /** Whether bytes that begin with this one hold items. */
  public static boolean areBehind(byte version) {
    return version == VERSION || version == JOINED;
  }

  /** Creates items from objects that were each encoded separately. */
  public static byte[] join(List<byte[]> records) {
    int size = HEADER;
    for (byte[] record : records) {
      size = Math.addExact(size, Math.addExact(Integer.BYTES, record.length));
    }
    ByteBuffer joined = ByteBuffer.allocate(size).put(JOINED).putInt(0);
    for (byte[] record : records) {
      joined.putInt(record.length).put(record);
    }
    return joined.array();
  }

  /** Whether each item has the names of its classes itself. */
  public boolean areJoined() {
    return bytes[0] == JOINED;
  }

  /** The names of the classes. */
  public byte[] names() {
    return Arrays.copyOfRange(bytes, HEADER, first);
  }

  private void rewind() {
    index = -1;
    end = first;
  }

  /**
   * Goes to an item; the next one is the fastest to reach.
   *
   * @throws TaskDecodingException if there is no such item, or the bytes are damaged
   */
  public void goTo(int item) {
    if (item < index) {
      rewind();
    }
    while (index < item) {
      if (bytes.length - end < Integer.BYTES) {
        throw damaged();
      }
      int length = numbers.getInt(end);
      from = end + Integer.BYTES;
      end = length == TO_THE_END ? bytes.length : from + length;
      if (length < TO_THE_END || end < from || end > bytes.length) {
        throw damaged();
      }
      index++;
    }
  }

  /** Whether the item is the last. */
  public boolean isLast() {
    return end == bytes.length;
  }

  /** Where the record of the item begins. */
  public int from() {
    return from;
  }

  /** How many bytes the record of the item has. */
  public int length() {
    return end - from;
  }

  /** A copy with this item as the only one. */
  public byte[] alone() {
    return cut(from - Integer.BYTES);
  }

  private byte[] cut(int begin) {
    byte[] part = Arrays.copyOf(bytes, first + end - begin);
    System.arraycopy(bytes, begin, part, first, end - begin);
    return part;
  }

  /**
   * Cuts out some of the items.
   *
   * @param first the first of them
   * @param after the one after the last of them
   * @throws TaskDecodingException if there are not that many, or the bytes are damaged
   */
  public static byte[] part(byte[] bytes, int first, int after) {
    Items items = new Items(bytes);
    items.goTo(first);
    int begin = items.from - Integer.BYTES;
    items.goTo(after - 1);
    return items.cut(begin);
  }

  private static TaskDecodingException damaged() {
    return new TaskDecodingException("A record of many items is damaged");
  }
}
