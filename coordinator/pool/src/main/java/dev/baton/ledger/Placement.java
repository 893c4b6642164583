package dev.baton.ledger;

import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;

/** Which worker has which attempts. */
public record Placement(long incarnation, Attempts attempts) {

  /** Which worker has an attempt of a task. */
  public Placement(long incarnation, AttemptId attempt) {
    this(incarnation, Attempts.of(attempt));
  }
}
