package dev.baton.log;

import dev.baton.wire.WireRecord;

/**
 * A record from the log, with its time.
 *
 * @param timestampMs when the broker appended it, in milliseconds since the epoch by the broker's
 *     clock
 */
public record Logged<R extends WireRecord>(R record, long timestampMs) {}
