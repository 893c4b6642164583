package dev.baton.ledger;

import dev.baton.wire.AttemptId;

/** Which worker has which attempt. */
public record Placement(long incarnation, AttemptId attempt) {}
