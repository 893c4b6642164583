package dev.baton.log;

/**
 * A record as it was read from a channel.
 *
 * @param offset the record's place in its partition
 * @param timestampMs when the broker appended it, in milliseconds since the epoch by the broker's
 *     clock
 * @param bytes the record; not shared, the reader may keep it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two layers; never compared
public record Message(
    Channel channel, int partition, long offset, long timestampMs, byte[] bytes) {}
