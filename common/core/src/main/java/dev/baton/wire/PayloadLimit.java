package dev.baton.wire;

import dev.baton.TaskEncodingException;

/**
 * How many bytes of what users hand over one record can carry: the one place that knows what goes
 * around them, and that says so when they are too many. It is the same for tasks, results and
 * records of the quarantine.
 *
 * @param bytes the largest payload, or payloads together
 */
public record PayloadLimit(long bytes) {

  /** Frame, batch and entry, and what Kafka's clients need to see: well rounded up. */
  static final int AROUND_BYTES = 4096;

  /** The limit on a channel that takes records of so many bytes. */
  public static PayloadLimit ofRecords(int maxRecordBytes) {
    return new PayloadLimit(Math.max(0L, maxRecordBytes - (long) AROUND_BYTES));
  }

  /** What is left when some of it is taken by what goes along. */
  public PayloadLimit without(long taken) {
    return new PayloadLimit(Math.max(0, bytes - taken));
  }

  /** A fair part of it, for one of two that travel together. */
  public PayloadLimit half() {
    return new PayloadLimit(bytes / 2);
  }

  /** Whether so many bytes can travel. */
  public boolean fits(long payloadBytes) {
    return payloadBytes <= bytes;
  }

  /**
   * Refuses what cannot travel.
   *
   * @param what the subject of the message
   * @param path where in the task it is, as {@link TaskEncodingException} has it
   * @throws TaskEncodingException with both sizes
   */
  public void requireFits(String what, long payloadBytes, String path) {
    if (!fits(payloadBytes)) {
      throw new TaskEncodingException(
          "%s takes %,d bytes, and a record has room for %,d of them: hand over less, such as a file's name, use handoff AUTO or SHARED, or raise max.message.bytes of the topics."
              .formatted(what, payloadBytes, bytes),
          path,
          null);
    }
  }
}
