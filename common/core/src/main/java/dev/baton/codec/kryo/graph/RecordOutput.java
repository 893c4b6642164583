package dev.baton.codec.kryo.graph;

import com.esotericsoftware.kryo.io.Output;
import dev.baton.TaskEncodingException;
import dev.baton.codec.Encoded;
import dev.baton.codec.Items;
import dev.baton.codec.ItemsBuilder;
import dev.baton.codec.kryo.refusal.Refusals;
import dev.baton.codec.kryo.refusal.UnencodableException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The graph of a record, written to a reused buffer, and the primitive arrays that will follow it.
 */
public final class RecordOutput extends Output {

  /** The version of the record format; a reader refuses others. */
  public static final int VERSION = 2;

  /** The size of version and length. */
  public static final int HEADER = 1 + Integer.BYTES;

  private static final int FIRST_SIZE = 4 * 1024;
  private static final int LARGEST_STEP = 512 << 20;
  private static final int LARGEST_KEPT = 1024 * 1024;

  private final List<MemorySegment> arrays = new ArrayList<>();
  private final List<Object> references = new ArrayList<>();
  private int itemEnd;

  public RecordOutput() {
    super(FIRST_SIZE, -1);
  }

  /** Starts a record. */
  public void begin() {
    reset();
    writeByte(VERSION);
    writeInt(0);
  }

  /**
   * Grows the buffer to twice its size, but by no more than half a GiB at once.
   *
   * @throws UnencodableException if an array cannot be that large
   */
  @Override
  protected boolean require(int more) {
    long needed = (long) position + more;
    if (needed <= capacity) {
      return false;
    }
    if (needed > Encoded.LARGEST_ARRAY) {
      throw Refusals.graphTooLarge(Encoded.LARGEST_ARRAY);
    }
    long size = (long) capacity + Math.min(capacity, LARGEST_STEP);
    capacity = (int) Math.min(Math.max(size, needed), Encoded.LARGEST_ARRAY);
    buffer = Arrays.copyOf(buffer, capacity);
    return true;
  }

  /** Appends an array after the graph. */
  public void append(MemorySegment array) {
    arrays.add(array);
  }

  /** Notes that an object was written by reference. */
  void refersTo(Object object) {
    references.add(object);
  }

  /** The whole record. */
  public Encoded toEncoded(LongFunction<TaskEncodingException> tooLarge) {
    int graphEnd = position();
    setPosition(1);
    writeInt(graphEnd - HEADER);
    // A buffer that would not be kept anyway is given away, which saves the copy.
    byte[] graph = buffer.length > LARGEST_KEPT ? buffer : Arrays.copyOf(buffer, graphEnd);
    return new Encoded(graph, graphEnd, arrays, references, tooLarge);
  }

  /** Completes the record, which stays until it is forgotten; returns how many bytes it has. */
  public long endItem() {
    itemEnd = position();
    setPosition(1);
    writeInt(itemEnd - HEADER);
    setPosition(itemEnd);
    long size = itemEnd;
    for (MemorySegment array : arrays) {
      size = Math.addExact(size, array.byteSize());
    }
    return size;
  }

  public List<Object> references() {
    return List.copyOf(references);
  }

  /** Adds the record to other items. */
  public void addTo(ItemsBuilder items, byte[] names) {
    items.add(buffer, itemEnd, arrays, names);
  }

  /** The record as the only item, with its names. */
  public Encoded toEncoded(byte[] names, LongFunction<TaskEncodingException> tooLarge) {
    int before = Items.HEADER + names.length + Integer.BYTES;
    byte[] item = new byte[Math.addExact(before, itemEnd)];
    ByteBuffer.wrap(item)
        .put(Items.VERSION)
        .putInt(names.length)
        .put(names)
        .putInt(Items.TO_THE_END)
        .put(buffer, 0, itemEnd);
    return new Encoded(item, item.length, arrays, references, tooLarge);
  }

  /** Forgets the record, and any of the program's objects that it holds. */
  public void forget() {
    if (buffer.length > LARGEST_KEPT) {
      setBuffer(new byte[FIRST_SIZE], -1);
    }
    arrays.clear();
    references.clear();
    itemEnd = 0;
  }
}
