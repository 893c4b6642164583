package dev.baton.wire;

import dev.baton.Handoff;

/**
 * Data as it is handed over.
 *
 * <pre>
 * u8 handoff | bytes
 * </pre>
 *
 * @param handoff {@link Handoff#KRYO}: the bytes are the data; {@link Handoff#SHARED}: they say
 *     where in the host store the data lies
 */
@SuppressWarnings(
    "ArrayRecordComponent") // carries bytes from one layer to the next; never compared
public record Payload(Handoff handoff, byte[] bytes) {

  /** No data. */
  public static final Payload NOTHING = inline(new byte[0]);

  /** What it takes beside its bytes. */
  static final int OVERHEAD_BYTES = Byte.BYTES + Integer.BYTES;

  private static final Handoff[] WAYS = {Handoff.KRYO, Handoff.SHARED};

  /** Data that travels itself. */
  public static Payload inline(byte[] data) {
    return new Payload(Handoff.KRYO, data);
  }

  /** Data that stays where it is. */
  public static Payload byReference(byte[] reference) {
    return new Payload(Handoff.SHARED, reference);
  }

  static Payload read(WireReader in) {
    return new Payload(in.oneOf(WAYS), in.bytes());
  }

  void writeTo(WireWriter out) {
    out.u8(handoff.ordinal()).bytes(bytes);
  }
}
