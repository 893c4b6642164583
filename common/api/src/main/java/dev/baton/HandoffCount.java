package dev.baton;

/**
 * How much went by one handoff.
 *
 * @param tasks how many tasks were sent this way
 * @param bytes what they handed over, in both directions
 */
public record HandoffCount(long tasks, long bytes) {}
