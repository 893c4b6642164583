package dev.baton.cli.report;

import dev.baton.timeline.WorkerLane;
import org.jspecify.annotations.Nullable;

/** How a slot was used, by all processes that had it. Not thread-safe. */
final class SlotUse {

  private final WorkerLane lane;
  private final TimeBins bins;
  private long busyMicros;
  private long firstMicros = Long.MAX_VALUE;
  private @Nullable Piece last;

  SlotUse(WorkerLane lane, long zeroMicros) {
    this.lane = lane;
    this.bins = new TimeBins(zeroMicros);
  }

  void worked(Piece piece) {
    busyMicros += piece.micros();
    bins.take(piece.startMicros(), piece.endMicros(), 1);
    firstMicros = Math.min(firstMicros, piece.startMicros());
    if (last == null || piece.endMicros() > last.endMicros()) {
      last = piece;
    }
  }

  WorkerLane lane() {
    return lane;
  }

  TimeBins bins() {
    return bins;
  }

  long busyMicros() {
    return busyMicros;
  }

  /** When it was first used, if it was. */
  long firstMicros() {
    return firstMicros;
  }

  /** What ran last in it; null if nothing did. */
  @Nullable Piece last() {
    return last;
  }

  /** When that ended; 0 if nothing ran. */
  long lastMicros() {
    return last == null ? 0 : last.endMicros();
  }
}
