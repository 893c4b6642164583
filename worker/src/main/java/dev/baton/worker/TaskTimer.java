package dev.baton.worker;

import dev.baton.role.Clock;
import dev.baton.wire.ResultBatch.Times;

/** When a task passed which point, from the moment when its thread had it. For one thread. */
final class TaskTimer {

  private final Clock clock;
  private final long startNs;
  private long beginNs;
  private long decodedNs;
  private long executedNs;
  private long encodedNs;

  /** Starts now. */
  TaskTimer(Clock clock) {
    this.clock = clock;
    this.startNs = clock.nanoTime();
    this.beginNs = startNs;
  }

  void begins() {
    beginNs = clock.nanoTime();
  }

  void decoded() {
    decodedNs = clock.nanoTime();
  }

  void executed() {
    executedNs = clock.nanoTime();
  }

  void encoded() {
    encodedNs = clock.nanoTime();
  }

  long busyNs() {
    return clock.nanoTime() - startNs;
  }

  /**
   * The times of the points that were passed; the first task of a coordinator waited for its
   * initializer.
   */
  Times times(ReceivedBatch batch) {
    return new Times(
        batch.transferNs(),
        beginNs - batch.receivedNs(),
        decodedNs == 0 ? 0 : decodedNs - beginNs,
        executedNs == 0 ? 0 : executedNs - decodedNs,
        encodedNs == 0 ? 0 : encodedNs - executedNs);
  }
}
