package dev.baton.wire;

/**
 * The address at which a process gets its records: the link that leads there, and the end of it.
 *
 * <pre>
 * u8 link | i32 partition
 *         | str file
 *         | i64 coordinator
 *         | i32 partition | address on the host
 * </pre>
 */
public sealed interface Address {

  /** The size of the shortest address. */
  int LEAST_BYTES = Byte.BYTES + Integer.BYTES;

  /**
   * A partition of the log, in the channel for such records.
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

  /**
   * A Unix domain socket, on which a worker listens for the coordinators of its host.
   *
   * @param file where the socket is bound
   */
  record OnSocket(String file) implements Address {

    private static final int CODE = 1;
    private static final String SCHEME = "socket:";

    @Override
    public String toText() {
      return SCHEME + file;
    }

    @Override
    public void writeTo(WireWriter out) {
      out.u8(CODE).string(file);
    }
  }

  /**
   * The connection that a coordinator has made to a worker's socket.
   *
   * @param coordinator its incarnation
   */
  record OnConnection(long coordinator) implements Address {

    private static final int CODE = 2;
    private static final String SCHEME = "connection:";

    @Override
    public String toText() {
      return SCHEME + coordinator;
    }

    @Override
    public void writeTo(WireWriter out) {
      out.u8(CODE).i64(coordinator);
    }
  }

  /**
   * A partition of the log, and an end of a link within the host. A worker with such an inbox is
   * reached either way; results for such an address go both ways, so that they last.
   */
  record OnBoth(OnLog log, Address onHost) implements Address {

    private static final int CODE = 3;
    private static final String SCHEME = "both:";

    @Override
    public String toText() {
      return SCHEME + log.partition + ':' + onHost.toText();
    }

    @Override
    public void writeTo(WireWriter out) {
      out.u8(CODE).i32(log.partition);
      onHost.writeTo(out);
    }

    private static OnBoth of(String text) {
      int end = text.indexOf(':');
      if (end < 0) {
        throw new IllegalArgumentException("not two addresses: '" + text + "'");
      }
      return new OnBoth(
          new OnLog(Integer.parseInt(text.substring(0, end))), ofText(text.substring(end + 1)));
    }
  }

  /** The address as text, for {@link #ofText}. */
  String toText();

  /** Appends this address to a record. */
  void writeTo(WireWriter out);

  /**
   * Parses the text of an address.
   *
   * @throws IllegalArgumentException if it is not an address
   */
  static Address ofText(String text) {
    int end = text.indexOf(':') + 1;
    String rest = text.substring(end);
    return switch (text.substring(0, end)) {
      case OnLog.SCHEME -> new OnLog(Integer.parseInt(rest));
      case OnSocket.SCHEME -> new OnSocket(rest);
      case OnConnection.SCHEME -> new OnConnection(Long.parseLong(rest));
      case OnBoth.SCHEME -> OnBoth.of(rest);
      default -> throw new IllegalArgumentException("not an address: '" + text + "'");
    };
  }

  /** Reads an address from a record. */
  static Address read(WireReader in) {
    int link = in.u8();
    return switch (link) {
      case OnLog.CODE -> new OnLog(in.i32());
      case OnSocket.CODE -> new OnSocket(in.string());
      case OnConnection.CODE -> new OnConnection(in.i64());
      case OnBoth.CODE -> new OnBoth(new OnLog(in.i32()), readOnHost(in));
      default -> throw unknown(link);
    };
  }

  private static Address readOnHost(WireReader in) {
    int link = in.u8();
    return switch (link) {
      case OnSocket.CODE -> new OnSocket(in.string());
      case OnConnection.CODE -> new OnConnection(in.i64());
      default -> throw unknown(link);
    };
  }

  private static MalformedRecordException unknown(int link) {
    return new MalformedRecordException("An address is on the unknown link " + link + ".");
  }
}
