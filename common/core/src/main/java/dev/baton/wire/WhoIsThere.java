package dev.baton.wire;

/**
 * A coordinator or a status command asks all hosts for a {@link HostBeat} and all coordinators for
 * a {@link JobBeat} at once.
 *
 * <pre>
 * i64 asker
 * </pre>
 */
public record WhoIsThere(long asker) implements Event {

  static WhoIsThere read(WireReader in) {
    return new WhoIsThere(in.i64());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(asker);
  }

  @Override
  public Kind kind() {
    return Kind.WHO_IS_THERE;
  }
}
