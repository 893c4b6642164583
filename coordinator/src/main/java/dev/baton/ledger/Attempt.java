package dev.baton.ledger;

import dev.baton.wire.AttemptId;

/**
 * One try of a task that a worker is to make.
 *
 * @param suspect whether the task may have cost a worker before
 */
public record Attempt(AttemptId id, TaskSpec task, boolean suspect) {}
