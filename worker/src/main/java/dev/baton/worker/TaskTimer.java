package dev.baton.worker;

import dev.baton.role.Clock;
import dev.baton.wire.ResultBatch.Times;

/**
 * When a task passed which point, from the moment when its thread had it; used for one task after
 * the other. For one thread.
 *
 * <p>Reading the clock takes as long as a short task. While tasks are short it is read once for
 * each, at its end, and at all points of one in {@link #SAMPLED}: the others are taken to be
 * decoded and encoded as fast as that one.
 */
final class TaskTimer {

  static final int SAMPLED = 16;

  /** A task is short if this is many times what reading the clock takes. */
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

  /** A task starts now. */
  TaskTimer(Clock clock) {
    this.clock = clock;
    lastNs = clock.nanoTime();
    begin();
  }

  /** Another task starts at the last point that the one before has passed. */
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

  /** The last point that it has passed. */
  long lastNs() {
    return lastNs;
  }

  /** How long its thread had it, up to the last point that it has passed. */
  long busyNs() {
    return lastNs - startNs;
  }

  /** The first task of a coordinator waited for its initializer too. */
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
