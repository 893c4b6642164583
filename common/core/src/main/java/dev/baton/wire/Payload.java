package dev.baton.wire;

import dev.baton.Handoff;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * Data in the form in which it is handed over.
 *
 * <pre>
 * u8 handoff | bytes
 * </pre>
 *
 * @param handoff {@link Handoff#KRYO}: the bytes are the data; {@link Handoff#SHARED}: they say
 *     where in the host store the data lies
 * @param data on the heap, perhaps as a part of the record in which it came; neither its bytes nor
 *     its position may be changed
 */
public record Payload(Handoff handoff, ByteBuffer data) {

  /** No data. */
  public static final Payload NOTHING = inline(new byte[0]);

  /** Its size beyond its bytes. */
  static final int OVERHEAD_BYTES = Byte.BYTES + Integer.BYTES;

  private static final Handoff[] WAYS = {Handoff.KRYO, Handoff.SHARED};

  /** Data that travels itself. */
  public static Payload inline(byte[] data) {
    return new Payload(Handoff.KRYO, ByteBuffer.wrap(data));
  }

  /** Data that stays where it is. */
  public static Payload byReference(byte[] reference) {
    return new Payload(Handoff.SHARED, ByteBuffer.wrap(reference));
  }

  /** Refuses an impossible number of items: each takes at least a length. */
  void requireItems(int count) {
    if (handoff != Handoff.KRYO || count > size() / Integer.BYTES) {
      throw new MalformedRecordException("A record claims " + count + " items.");
    }
  }

  static Payload read(WireReader in) {
    return new Payload(in.oneOf(WAYS), in.data());
  }

  void writeTo(WireWriter out) {
    out.u8(handoff.ordinal()).data(data);
  }

  /** How many bytes it has. */
  public int size() {
    return data.remaining();
  }

  /** Where its bytes lie. */
  public MemorySegment memory() {
    return MemorySegment.ofBuffer(data);
  }

  /** Its bytes in an array, which must not be changed; copied if they are part of another array. */
  public byte[] bytes() {
    boolean isWhole = data.arrayOffset() == 0 && data.array().length == data.remaining();
    return isWhole ? data.array() : memory().toArray(ValueLayout.JAVA_BYTE);
  }
}
