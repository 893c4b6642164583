package dev.baton.wire;

import java.util.List;

/**
 * A coordinator no longer needs copies of its data, on any host.
 *
 * <pre>
 * i64 coordinator | list contents: {@link ContentId}
 * </pre>
 */
public record CopyRelease(long coordinator, List<ContentId> contents) implements Event {

  static CopyRelease read(WireReader in) {
    return new CopyRelease(in.i64(), in.list(ContentId.BYTES, ContentId::read));
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(coordinator);
    out.list(contents, (writer, content) -> content.writeTo(writer));
  }

  @Override
  public Kind kind() {
    return Kind.COPY_RELEASE;
  }
}
