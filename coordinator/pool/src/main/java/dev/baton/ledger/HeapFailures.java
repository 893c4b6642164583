package dev.baton.ledger;

import dev.baton.codec.FailureSummary;
import java.util.List;

/** Tells failures for want of memory. */
final class HeapFailures {

  private static final String ERROR = OutOfMemoryError.class.getName();

  private HeapFailures() {}

  /** Whether a failure, or one of its causes, is an {@link OutOfMemoryError}. */
  static boolean isOne(List<FailureSummary> failureAndCauses) {
    return failureAndCauses.stream().anyMatch(each -> each.classNames().contains(ERROR));
  }
}
