package dev.baton.ledger;

import java.util.List;

/**
 * A task that was given up because its workers died of it, one after the other.
 *
 * @param evidence what is known about each death
 */
public record Poisoned(long taskId, TaskSpec task, List<String> evidence) {}
