package dev.baton;

/**
 * How much a pool has sent by one {@link Handoff}. Immutable.
 *
 * @param tasks the number of tasks sent this way
 * @param bytes the size of their encoded arguments and results together
 */
public record HandoffCount(long tasks, long bytes) {}
