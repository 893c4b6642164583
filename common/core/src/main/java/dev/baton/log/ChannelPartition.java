package dev.baton.log;

/** One ordered log within a channel. */
public record ChannelPartition(Channel channel, int partition) {}
