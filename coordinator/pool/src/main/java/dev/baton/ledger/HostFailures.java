package dev.baton.ledger;

import dev.baton.InitializerException;
import dev.baton.StoreFullException;
import dev.baton.TaskDecodingException;
import dev.baton.codec.FailureCodec;
import dev.baton.codec.FailureSummary;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells failures that are probably due to the host, and not to the task: classes or native
 * libraries that are missing or do not fit, a full disk, a full store, an initializer that fails.
 */
public final class HostFailures {

  private static final Set<String> CLASSES =
      Set.of(
          LinkageError.class.getName(), // of libraries and static initializers, too
          ClassNotFoundException.class.getName(),
          TaskDecodingException.class.getName(),
          InitializerException.class.getName(),
          StoreFullException.class.getName());

  private static final List<String> MESSAGES =
      List.of("no space left on device", "disk quota exceeded", "read-only file system");

  private HostFailures() {}

  /** Whether an encoded failure, or one of its causes, is of that kind. */
  public static boolean isOne(byte[] failure) {
    return isOne(summaries(failure));
  }

  /** The same for a failure and its causes. */
  static boolean isOne(List<FailureSummary> failureAndCauses) {
    return failureAndCauses.stream().anyMatch(HostFailures::isOne);
  }

  /** An encoded failure and its causes; none if they cannot be decoded. */
  static List<FailureSummary> summaries(byte[] failure) {
    try {
      return FailureCodec.summaries(failure);
    } catch (TaskDecodingException e) {
      return List.of();
    }
  }

  private static boolean isOne(FailureSummary failure) {
    String message = String.valueOf(failure.message()).toLowerCase(Locale.ROOT);
    return failure.classNames().stream().anyMatch(CLASSES::contains)
        || MESSAGES.stream().anyMatch(message::contains);
  }
}
