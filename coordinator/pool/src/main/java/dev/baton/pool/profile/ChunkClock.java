package dev.baton.pool.profile;

import java.nio.ByteBuffer;

/**
 * How the ticks of a chunk become time.
 *
 * @param startNs since the epoch, when the count was {@code startTicks}
 * @param ticksPerSecond of the counter
 */
record ChunkClock(long startNs, long startTicks, long ticksPerSecond) {

  static final int START_TICKS_AT = 48;
  private static final int TICKS_PER_SECOND_AT = 56;
  private static final double NS_PER_SECOND = 1e9;

  /** The clock that the header of a chunk describes. */
  static ChunkClock of(ByteBuffer header) {
    return new ChunkClock(
        header.getLong(RecordedChunk.START_AT),
        header.getLong(START_TICKS_AT),
        header.getLong(TICKS_PER_SECOND_AT));
  }

  /**
   * How many ticks to add to those of this clock for those of another one at the same time; 0 if
   * they do not run equally fast, as on two hosts.
   */
  long ticksTo(ChunkClock other) {
    if (ticksPerSecond != other.ticksPerSecond) {
      return 0;
    }
    long later = Math.round((startNs - other.startNs) / NS_PER_SECOND * ticksPerSecond);
    return later - (startTicks - other.startTicks);
  }
}
