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
 * Which failed tasks are tried again, how often, and after which pauses.
 *
 * {@snippet lang="java" :
 * RetryPolicy onIo = RetryPolicy.upTo(5).on(java.io.IOException.class);
 * Future<Integer> answer = pool.with(onIo).submit(() -> 6 * 7);
 * }
 *
 * <p>A task fails if it throws, or with a {@link dev.baton.TaskTimeoutException}. The death of a
 * worker is not a failure: what it interrupted runs again in any case. Immutable.
 *
 * @param retries how many attempts may follow failed ones, 0 or more
 * @param firstPause the pause before the first of them, 0 or more. It doubles with each further
 *     attempt, and a random part of up to half is taken off
 * @param longestPause the limit of a pause, from the first pause to a day
 * @param on the names of the classes of failures that are tried again, subclasses included, with or
 *     without their package; empty for all failures. The names in the worker decide, so this
 *     program need not have the classes
 */
public record RetryPolicy(
    int retries, Duration firstPause, Duration longestPause, List<String> on) {

  private static final Duration LONGEST_ALLOWED = Duration.ofDays(1);

  /** Every failure is final. */
  public static final RetryPolicy NEVER = upTo(0);

  /**
   * Checks the values.
   *
   * @throws UsageException if a number or a pause is out of range; the message names it
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

  /**
   * Retries any failure, after pauses of 100 ms to 10 s.
   *
   * @param retries how many attempts may follow failed ones, 0 or more
   * @return the policy
   * @throws UsageException if the number is negative
   */
  public static RetryPolicy upTo(int retries) {
    return new RetryPolicy(retries, Duration.ofMillis(100), Duration.ofSeconds(10), List.of());
  }

  /**
   * Changes the pauses.
   *
   * @param first the pause before the first retry, 0 or more; it doubles with each further one
   * @param longest the limit of a pause, from {@code first} to a day
   * @return this policy with these pauses
   * @throws UsageException if a pause is out of range
   */
  public RetryPolicy pauses(Duration first, Duration longest) {
    return new RetryPolicy(retries, first, longest, on);
  }

  /**
   * Limits retries to failures of these classes and of those named before. Without any, all
   * failures are retried.
   *
   * @param failures the classes; their subclasses are included
   * @return this policy for these failures, too
   */
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
