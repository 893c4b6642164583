package dev.baton.wire;

import dev.baton.TaskEncodingException;

/**
 * How many bytes of user data one record can carry. This is the one place that knows the overhead
 * around them, and that reports when they are too many. It is the same for tasks, results and
 * quarantine records.
 *
 * @param bytes the maximum size of the payloads together
 */
public record PayloadLimit(long bytes) {

  /** Frame, batch and entry, and what Kafka's clients add: generously rounded up. */
  static final int AROUND_BYTES = 4096;

  /** The limit on a channel whose records may have this many bytes. */
  public static PayloadLimit ofRecords(int maxRecordBytes) {
    return new PayloadLimit(Math.max(0L, maxRecordBytes - (long) AROUND_BYTES));
  }

  /** What is left when other data in the record takes some of it. */
  public PayloadLimit without(long taken) {
    return new PayloadLimit(Math.max(0, bytes - taken));
  }

  /** Half of it, for one of two payloads that travel together. */
  public PayloadLimit half() {
    return new PayloadLimit(bytes / 2);
  }

  /** Whether this many bytes can travel. */
  public boolean fits(long payloadBytes) {
    return payloadBytes <= bytes;
  }

  /**
   * Refuses data that cannot travel.
   *
   * @param what the subject of the message
   * @param path where in the task it is, as in {@link TaskEncodingException}
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
