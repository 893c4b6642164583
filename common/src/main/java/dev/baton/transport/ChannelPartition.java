package dev.baton.transport;

/** One ordered log within a channel. */
public record ChannelPartition(Channel channel, int partition) {}
