package dev.baton.pool;

import dev.baton.TaskDecodingException;
import dev.baton.UsageException;
import dev.baton.codec.FailureCodec;
import dev.baton.config.PoolSettings;
import dev.baton.ledger.Backoff;
import dev.baton.ledger.RetryRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * When a task that failed is tried again. A failure is what the task threw, or a {@link
 * dev.baton.TaskTimeoutException}; the death of a worker is none: what it cost is run again in any
 * case. Immutable.
 *
 * @param retries how many attempts may follow failed ones, from 0
 * @param firstPause how long the first of them waits; the pause doubles with each, and a random
 *     half of it is taken away
 * @param longestPause no pause is longer
 * @param on names of the classes of failures that are tried again, with or without their package,
 *     and with their subclasses; empty for all. The names that the failure's classes have in the
 *     worker decide, so they need not be known here
 */
public record RetryPolicy(
    int retries, Duration firstPause, Duration longestPause, List<String> on) {

  private static final Duration LONGEST_ALLOWED = Duration.ofDays(1);

  /** A failure is final. */
  public static final RetryPolicy NEVER = upTo(0);

  /**
   * Checks the values.
   *
   * @throws UsageException naming what is out of range
   */
  public RetryPolicy {
    Objects.requireNonNull(firstPause, "firstPause");
    Objects.requireNonNull(longestPause, "longestPause");
    Objects.requireNonNull(on, "on").forEach(name -> Objects.requireNonNull(name, "name in on"));
    on = List.copyOf(on);
    retries = PoolSettings.RETRIES.check(retries);
    require(!firstPause.isNegative(), "The first pause is negative: " + firstPause + ".");
    require(
        longestPause.compareTo(firstPause) >= 0 && longestPause.compareTo(LONGEST_ALLOWED) <= 0,
        "The longest pause is " + longestPause + "; allowed: the first pause to a day.");
  }

  /** Any failure is tried again, so many times, after pauses from 100 ms to 10 s. */
  public static RetryPolicy upTo(int retries) {
    return new RetryPolicy(retries, Duration.ofMillis(100), Duration.ofSeconds(10), List.of());
  }

  /** The same with other pauses. */
  public RetryPolicy pauses(Duration first, Duration longest) {
    return new RetryPolicy(retries, first, longest, on);
  }

  /** The same for failures of these classes, and of those that were named before, only. */
  @SafeVarargs
  public final RetryPolicy on(Class<? extends Throwable>... failures) {
    List<String> names = new ArrayList<>(on);
    for (Class<? extends Throwable> failure : Objects.requireNonNull(failures, "failures")) {
      names.add(Objects.requireNonNull(failure, "failure").getName());
    }
    return new RetryPolicy(retries, firstPause, longestPause, names);
  }

  /** The same for the ledger. */
  RetryRule rule() {
    return retries == 0
        ? RetryRule.NEVER
        : new RetryRule(retries, new Backoff(firstPause, longestPause), this::covers);
  }

  /** Decided by the names of the failure's classes, so that no code of the user's runs. */
  private boolean covers(byte[] failure) {
    try {
      return covers(FailureCodec.classNames(failure));
    } catch (TaskDecodingException e) {
      return true; // nobody can say what it was; another attempt may tell
    }
  }

  /**
   * Whether a failure is one that may be tried again.
   *
   * @param classNames of its class and its superclasses
   */
  boolean covers(List<String> classNames) {
    return on.isEmpty() || classNames.stream().anyMatch(this::isNamed);
  }

  private boolean isNamed(String className) {
    return on.contains(className) || on.contains(className.replaceFirst(".*[.$]", ""));
  }

  private static void require(boolean fulfilled, String otherwise) {
    if (!fulfilled) {
      throw new UsageException(otherwise);
    }
  }
}
