package dev.baton.wire;

/**
 * Where a process gets its records: which link leads there, and which end of it.
 *
 * <pre>
 * u8 link | i32 partition
 * </pre>
 */
public sealed interface Address {

  /** What an address takes. */
  int BYTES = Byte.BYTES + Integer.BYTES;

  /**
   * A partition of the log, in the channel that is for such records.
   *
   * @param partition from 0
   */
  record OnLog(int partition) implements Address {

    private static final int CODE = 0;
    private static final String SCHEME = "log:";

    @Override
    public String toText() {
      return SCHEME + partition;
    }

    @Override
    public void writeTo(WireWriter out) {
      out.u8(CODE).i32(partition);
    }
  }

  /** The address as text, for {@link #ofText}. */
  String toText();

  /** Appends this address to a record. */
  void writeTo(WireWriter out);

  /**
   * The address that a text holds.
   *
   * @throws IllegalArgumentException if it holds none
   */
  static Address ofText(String text) {
    if (!text.startsWith(OnLog.SCHEME)) {
      throw new IllegalArgumentException("no address: '" + text + "'");
    }
    return new OnLog(Integer.parseInt(text.substring(OnLog.SCHEME.length())));
  }

  /** Reads an address from a record. */
  static Address read(WireReader in) {
    int link = in.u8();
    if (link != OnLog.CODE) {
      throw new MalformedRecordException("An address is on the unknown link " + link + ".");
    }
    return new OnLog(in.i32());
  }
}
