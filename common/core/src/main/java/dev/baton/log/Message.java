package dev.baton.log;

import java.nio.ByteBuffer;

/**
 * A record as read from a channel.
 *
 * @param offset the record's place in its partition
 * @param timestampMs when the broker appended it, in milliseconds since the epoch by the broker's
 *     clock
 * @param data the record, on the heap, perhaps next to others that came with it; neither its bytes
 *     nor its position may be changed
 */
public record Message(
    Channel channel, int partition, long offset, long timestampMs, ByteBuffer data) {

  /** The record in an array of its own. */
  public byte[] bytes() {
    byte[] bytes = new byte[data.remaining()];
    data.get(data.position(), bytes);
    return bytes;
  }
}
