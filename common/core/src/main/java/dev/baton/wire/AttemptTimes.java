package dev.baton.wire;

import java.util.Comparator;

/**
 * Where the time of an attempt went, without its result: a coordinator writes down those of its
 * longest attempts.
 *
 * <pre>
 * i64 coordinator | i64 incarnation | i64 sentAtMicros | {@link Attempts} attempts
 * | i64 transferNs | i64 queueNs | i64 decodeNs | i64 executeNs | i64 encodeResultNs
 * </pre>
 *
 * @param incarnation the worker that it ran on
 * @param sentAtMicros when the result was sent, in microseconds since the epoch by the worker's
 *     clock
 * @param attempts those that ran in one piece, whose times are a sum
 */
public record AttemptTimes(
    long coordinator,
    long incarnation,
    long sentAtMicros,
    Attempts attempts,
    ResultBatch.Times times)
    implements WireRecord {

  /** The one that ran for the shortest time first. */
  public static final Comparator<AttemptTimes> BY_LENGTH =
      Comparator.comparingLong(attempt -> attempt.times().executeNs());

  static AttemptTimes read(WireReader in) {
    return new AttemptTimes(
        in.i64(), in.i64(), in.i64(), Attempts.read(in), ResultBatch.Times.read(in));
  }

  @Override
  public void writeTo(WireWriter out) {
    out.i64(coordinator).i64(incarnation).i64(sentAtMicros);
    attempts.writeTo(out);
    times.writeTo(out);
  }

  @Override
  public Kind kind() {
    return Kind.ATTEMPT_TIMES;
  }
}
