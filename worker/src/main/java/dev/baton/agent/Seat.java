package dev.baton.agent;

import org.jspecify.annotations.Nullable;

/**
 * The place of one worker: its number, its inbox, and the process that has them now. Confined to
 * the agent's thread.
 */
final class Seat {

  static final int NO_PARTITION = -1;

  private final int number;
  private final RestartBackoff backoff = new RestartBackoff();
  private int partition = NO_PARTITION;
  private @Nullable WorkerLife life;
  private boolean wasUp;
  private int failedStarts;

  Seat(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  RestartBackoff backoff() {
    return backoff;
  }

  int partition() {
    return partition;
  }

  void assign(int inbox) {
    partition = inbox;
  }

  @Nullable WorkerLife life() {
    return life;
  }

  boolean isTakenBy(WorkerLife candidate) {
    return candidate.equals(life);
  }

  void take(WorkerLife next) {
    life = next;
  }

  void leave() {
    life = null;
  }

  void up() {
    wasUp = true;
    failedStarts = 0;
  }

  boolean wasUp() {
    return wasUp;
  }

  int startFailed() {
    return ++failedStarts;
  }
}
