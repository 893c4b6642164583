package dev.baton.agent.copy;

/**
 * What a host has of other hosts.
 *
 * @param copies how many copies there are
 * @param bytes how many bytes they have together
 * @param receivedBytes how many bytes have come from other hosts since the agent started
 */
public record CopyUse(long copies, long bytes, long receivedBytes) {}
