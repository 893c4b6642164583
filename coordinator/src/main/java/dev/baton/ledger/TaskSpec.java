package dev.baton.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a task is, encoded and ready to be sent as often as need be.
 *
 * @param function the function to apply to the payload, or null if the payload itself is called
 * @param payload the encoded argument or call
 * @param timeoutMs the limit of one attempt in milliseconds, or 0 for none
 * @param retries how often a failed attempt is followed by another
 * @param listener told the outcome, once
 */
@SuppressWarnings("ArrayRecordComponent") // carried to the wire; never compared
public record TaskSpec(
    @Nullable EncodedFunction function,
    byte[] payload,
    long timeoutMs,
    int retries,
    OutcomeListener listener) {

  /** The bytes that travel for this task alone. */
  public int payloadBytes() {
    return payload.length;
  }
}
