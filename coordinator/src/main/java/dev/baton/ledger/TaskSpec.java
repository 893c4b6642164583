package dev.baton.ledger;

import dev.baton.Handoff;
import dev.baton.wire.Payload;
import dev.baton.wire.TaskBatch;
import org.jspecify.annotations.Nullable;

/**
 * What a task is, encoded and ready to be sent as often as need be.
 *
 * @param function the function to apply to the payload, or null if the payload itself is called
 * @param payload the encoded argument or call
 * @param resultHandoff how the result is to be handed over
 * @param timeoutMs the limit of one attempt in milliseconds, or 0 for none
 * @param retry when a failed attempt is followed by another
 * @param listener told the outcome, once
 */
public record TaskSpec(
    @Nullable EncodedFunction function,
    Payload payload,
    Handoff resultHandoff,
    long timeoutMs,
    RetryRule retry,
    OutcomeListener listener) {

  /** The bytes that travel for this task alone. */
  long travellingBytes() {
    return payload.bytes().length + (long) TaskBatch.Entry.OVERHEAD_BYTES;
  }
}
