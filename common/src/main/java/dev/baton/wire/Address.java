package dev.baton.wire;

/**
 * Where a process gets its records: which link leads there, and which end of it.
 *
 * <pre>
 * u8 link | i32 partition
 * </pre>
 */
public sealed interface Address {

  /** What an address takes at least. */
  int BYTES = Byte.BYTES + Integer.BYTES;

  /**
   * A partition of the log, in the channel that is for such records.
   *
   * @param partition from 0
   */
  record OnLog(int partition) implements Address {

    private static final int CODE = 0;
  }

  /** Reads an address. */
  static Address read(WireReader in) {
    int link = in.u8();
    if (link != OnLog.CODE) {
      throw new MalformedRecordException("An address is on the unknown link " + link + ".");
    }
    return new OnLog(in.i32());
  }

  /** Appends this address. */
  default void writeTo(WireWriter out) {
    switch (this) {
      case OnLog(int partition) -> out.u8(OnLog.CODE).i32(partition);
    }
  }
}
