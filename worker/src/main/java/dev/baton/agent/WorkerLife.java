package dev.baton.agent;

import dev.baton.process.ChildProcess;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** One worker process, from its start to its end. Confined to the agent's thread. */
final class WorkerLife {

  private final ChildProcess process;
  private final long incarnation = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  private final long startedNs = System.nanoTime();
  private boolean up;

  WorkerLife(ChildProcess process) {
    this.process = process;
  }

  ChildProcess process() {
    return process;
  }

  /** The number that records for this process bear. */
  long incarnation() {
    return incarnation;
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNs);
  }

  /** Whether it can take tasks. */
  boolean isUp() {
    return up;
  }

  void setUp() {
    up = true;
  }
}
