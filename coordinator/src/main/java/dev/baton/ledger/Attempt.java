package dev.baton.ledger;

import dev.baton.wire.AttemptId;

/** One try of a task that a worker is to make. */
public record Attempt(AttemptId id, TaskSpec task) {}
