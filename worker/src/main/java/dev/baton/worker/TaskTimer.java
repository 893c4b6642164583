package dev.baton.worker;

import dev.baton.role.Clock;
import dev.baton.wire.ResultBatch.Times;

/**
 * Records when a task passed each point, from the moment its thread took it; reused for one task
 * after the other. For one thread.
 *
 * <p>Reading the clock takes as long as a short task. While tasks are short, the clock is read once
 * for each, at its end, and at all points for one in {@link #SAMPLED}: the others are assumed to be
 * decoded and encoded as fast as that one.
 */
final class TaskTimer {

  static final int SAMPLED = 16;

  /** A task that takes less is short; this is many times the cost of reading the clock. */
  static final long SHORT_NS = 20_000;

  private final Clock clock;
  private long startNs;
  private long beginNs;
  private long decodedNs;
  private long executedNs;
  private long encodedNs;
  private long lastNs;
  private boolean isSample = true;
  private boolean hasRun;
  private int sinceSample;
  private long sampleDecodeNs;
  private long sampleEncodeNs;

  /** Starts timing a task now. */
  TaskTimer(Clock clock) {
    this.clock = clock;
    lastNs = clock.nanoTime();
    begin();
  }

  /** Starts the next task at the last point of the one before. */
  void next() {
    if (isSample) {
      sinceSample = 0;
      sampleDecodeNs = decodeNs();
      sampleEncodeNs = encodeNs();
    }
    sinceSample++;
    isSample = busyNs() >= SHORT_NS || sinceSample == SAMPLED;
    begin();
  }

  private void begin() {
    startNs = lastNs;
    beginNs = lastNs;
    decodedNs = 0;
    executedNs = 0;
    encodedNs = 0;
    hasRun = false;
  }

  void begins() {
    if (isSample) {
      beginNs = now();
    }
  }

  void decoded() {
    if (isSample) {
      decodedNs = now();
    }
  }

  /** Its body has run, however it ended. */
  void executed() {
    hasRun = true;
    if (isSample) {
      executedNs = now();
    }
  }

  void encoded() {
    encodedNs = now();
    if (!isSample) {
      decodedNs = Math.min(beginNs + sampleDecodeNs, lastNs);
      executedNs = Math.max(decodedNs, lastNs - sampleEncodeNs);
    }
  }

  /** It has ended, whatever points it has passed. */
  void ended() {
    var _ = now();
    if (hasRun && executedNs == 0) {
      decodedNs = Math.min(beginNs + sampleDecodeNs, lastNs);
      executedNs = lastNs;
    }
  }

  private long now() {
    lastNs = clock.nanoTime();
    return lastNs;
  }

  /** The time of the last point that it has passed. */
  long lastNs() {
    return lastNs;
  }

  /** How long its thread has had it, up to the last point passed. */
  long busyNs() {
    return lastNs - startNs;
  }

  /** The first task of a coordinator also waited for its initializer. */
  long queueNs(ReceivedBatch batch) {
    return beginNs - batch.receivedNs();
  }

  long decodeNs() {
    return decodedNs == 0 ? 0 : decodedNs - beginNs;
  }

  long executeNs() {
    return executedNs == 0 ? 0 : executedNs - decodedNs;
  }

  long encodeNs() {
    return encodedNs == 0 ? 0 : encodedNs - executedNs;
  }

  /** The times of the points that were passed. */
  Times times(ReceivedBatch batch) {
    return new Times(batch.transferNs(), queueNs(batch), decodeNs(), executeNs(), encodeNs());
  }
}
