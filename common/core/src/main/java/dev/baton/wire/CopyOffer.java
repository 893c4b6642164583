package dev.baton.wire;

/**
 * A coordinator wants a copy of its data on a host; the host answers with a {@link CopyReport}.
 *
 * <pre>
 * i64 coordinator | i64 host | {@link ContentId} | u8 form | i64 length | {@link LogPlace} | str path
 * </pre>
 *
 * @param coordinator who wants it; the copy is kept until it is released, or its coordinator is
 *     silent
 * @param host the incarnation of the host agent
 * @param form what the host makes of it
 * @param length in bytes
 * @param place where it is on the log; {@link LogPlace#NONE} to ask whether the host has it already
 * @param path where an {@link Form#INPUT} is on the coordinator's host, and perhaps on this one;
 *     empty for others
 */
public record CopyOffer(
    long coordinator,
    long host,
    ContentId content,
    Form form,
    long length,
    LogPlace place,
    String path)
    implements Event {

  /** What a copy is; the order is part of the layout. */
  public enum Form {
    /** A blob in the host store. */
    BLOB,
    /** A jar, whose SHA-256 hash is its {@link ContentId}. */
    JAR,
    /** A file that a job reads, whose {@link ContentId} is that of its path, size and time. */
    INPUT
  }

  private static final Form[] FORMS = Form.values();

  static CopyOffer read(WireReader in) {
    return new CopyOffer(
        in.i64(),
        in.i64(),
        ContentId.read(in),
        in.oneOf(FORMS),
        in.i64(),
        LogPlace.read(in),
        in.string());
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(coordinator).i64(host);
    content.writeTo(out);
    out.u8(form.ordinal()).i64(length);
    place.writeTo(out);
    out.string(path);
  }

  @Override
  public Kind kind() {
    return Kind.COPY_OFFER;
  }
}
