package dev.baton.cli.report;

import dev.baton.PoolEvent.Attempts;
import dev.baton.timeline.AttemptSpan;
import dev.baton.timeline.WorkerLane;

/**
 * What is kept of an attempt, or of a chunk, that had a slot. Times are in microseconds since the
 * epoch.
 *
 * @param waitedMicros how long it waited in the program, and then in its worker
 */
record Piece(
    WorkerLane lane,
    Attempts attempts,
    AttemptSpan.End end,
    long startMicros,
    long endMicros,
    long waitedMicros) {

  static Piece of(AttemptSpan span, WorkerLane lane) {
    long waited = span.sentMicros() - span.waitingMicros() + span.startMicros();
    return new Piece(
        lane,
        span.attempts(),
        span.end(),
        span.startMicros(),
        span.endMicros(),
        Math.max(0, waited - span.receivedMicros()));
  }

  long micros() {
    return endMicros - startMicros;
  }

  /** Of a chunk, what its tasks took on average: each by itself was not measured. */
  long microsPerTask() {
    return micros() / attempts.count();
  }

  /** For people: {@code task 17}, {@code task 17, attempt 2}, {@code tasks 17 to 116}. */
  String name() {
    return AttemptSpan.fullName(attempts);
  }
}
