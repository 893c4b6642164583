package dev.baton.wire;

import java.util.List;

/**
 * Tasks that are no longer wanted: those whose body has not begun never begin it; running ones are
 * interrupted.
 *
 * <p>The worker answers with exactly one result for each attempt that it was sent, cancelled ones
 * included.
 *
 * <pre>
 * i64 coordinator | i64 incarnation | u8 interrupt | list attempts: {@link Attempts}
 * </pre>
 *
 * @param interrupt whether running attempts are interrupted; without it those whose body has begun
 *     run to its end
 */
public record Cancel(long coordinator, long incarnation, boolean interrupt, List<Attempts> attempts)
    implements InboxRecord {

  static Cancel read(WireReader in) {
    return new Cancel(in.i64(), in.i64(), in.u8() != 0, in.list(Attempts.BYTES, Attempts::read));
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(coordinator).i64(incarnation).u8(interrupt ? 1 : 0);
    out.list(attempts, (writer, attempt) -> attempt.writeTo(writer));
  }

  @Override
  public Kind kind() {
    return Kind.CANCEL;
  }
}
