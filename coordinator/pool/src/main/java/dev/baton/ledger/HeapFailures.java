package dev.baton.ledger;

import dev.baton.TaskDecodingException;
import dev.baton.codec.FailureCodec;

/** Tells failures for want of memory. */
final class HeapFailures {

  private static final String ERROR = OutOfMemoryError.class.getName();

  private HeapFailures() {}

  /** Whether an encoded failure, or one of its causes, is an {@link OutOfMemoryError}. */
  static boolean isOne(byte[] failure) {
    try {
      return FailureCodec.summaries(failure).stream()
          .anyMatch(each -> each.classNames().contains(ERROR));
    } catch (TaskDecodingException e) {
      return false;
    }
  }
}
